from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.fields import Fields
from editorial.finding import Level

PARIS = ZoneInfo("Europe/Paris")


def said(f: Fields) -> list[str]:
    """Give the complaints as lines: rule, keys, message and fix in English."""
    return [
        f"{c.rule} {'.'.join(map(str, c.keys))}: {c.message.en}" + (f"; {c.fix.en}" if c.fix else "")
        for c in f.complaints
    ]


TEXTS = {
    "text": ("  été ", "été", []),
    "number": (1984, "1984", []),
    "nothing": (None, "-", []),
    "flag": (True, "-", ["type k: “k”: found true/false, expected a text; put the value in quotes"]),
    "list": (["a"], "-", ["type k: “k”: found a list, expected a text"]),
    "group": ({}, "-", ["type k: “k”: found a group of keys, expected a text"]),
    "control": ("a\x1b[31mb", "a[31mb", ["control-character k: “k” holds a control character"]),
}


@pytest.mark.parametrize(("value", "text", "complaints"), TEXTS.values(), ids=TEXTS.keys())
def test_a_text_is_a_text_or_a_number(value: object, text: str, complaints: list[str]) -> None:
    f = Fields({"k": value})

    assert f.text("k", "-") == text
    assert said(f) == complaints


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param(["a"], "« k » doit être un groupe de clés, et c’est une liste", id="list"),
        pytest.param("a", "« k » doit être un groupe de clés, et c’est un texte", id="text"),
        pytest.param(True, "« k » doit être un groupe de clés, et c’est vrai ou faux (true/false)", id="flag"),
    ],
)
def test_what_is_of_another_kind_is_said_in_whole_french(value: object, said: str) -> None:
    f = Fields({"k": value})

    f.group("k")

    assert [complaint.message.fr for complaint in f.complaints] == [said]


def test_a_missing_key_is_asked_for() -> None:
    f = Fields({"blank": " ", "zero": 0, "none": None}, ("image",))

    f.require("blank", "zero", "none", "absent")

    assert said(f) == [
        "key.missing image.blank: the key “image.blank” is missing",
        "key.missing image.none: the key “image.none” is missing",
        "key.missing image.absent: the key “image.absent” is missing",
    ]


def test_numbers_and_flags_are_not_guessed_from_texts() -> None:
    f = Fields({"n": "3", "b": "true", "m": 3, "c": True, "x": True})

    assert (f.whole("n"), f.flag("b"), f.whole("m"), f.flag("c"), f.whole("x"), f.whole("y")) == (
        None,
        False,
        3,
        True,
        None,
        None,
    )
    assert [c.keys for c in f.complaints] == [("n",), ("b",), ("x",)]


def test_a_choice_proposes_the_nearest_or_all() -> None:
    f = Fields({"a": "aproved", "b": "zzz"})
    options = ("approved", "draft")

    assert (f.choice("a", options, "draft"), f.choice("b", options, "draft"), f.choice("c", options, "draft")) == (
        "draft",
        "draft",
        "draft",
    )
    assert said(f) == [
        "value.unknown a: “a”: “aproved” is not a choice; did you mean “approved”?",
        "value.unknown b: “b”: “zzz” is not a choice; possible choices: approved, draft",
    ]


LISTS = {
    "texts": (["a ", 1], ("a", "1"), []),
    "one": ("a", ("a",), []),
    "nothing": (None, (), []),
    "group": ({"a": "b"}, (), ["type k: “k”: found a group of keys, expected a list"]),
    "list in the list": (["a", ["b"]], (), ["type k: “k”: found a list, expected a text"]),
}


@pytest.mark.parametrize(("value", "words", "complaints"), LISTS.values(), ids=LISTS.keys())
def test_words_are_a_list_of_texts(value: object, words: tuple[str, ...], complaints: list[str]) -> None:
    f = Fields({"k": value})

    assert f.words("k", one_is_a_list=True) == words
    assert said(f) == complaints


def test_one_text_is_no_list_unless_said_so() -> None:
    f = Fields({"k": "a"})

    assert f.words("k") == ()
    assert said(f) == ["type k: “k”: found a text, expected a list"]


DAYS = {
    "2026-11-23": date(2026, 11, 23),
    "2024-02-29": date(2024, 2, 29),
    "2026-02-29": None,
    "2026-02-30": None,
    "2026-13-01": None,
    "20261123": None,
    "2026-W01-1": None,
    "2026-11-23T09:00": None,
    "23/11/2026": None,
    "0000-01-01": None,
    "2026-1-2": None,
    "hier": None,
    "٢٠٢٦-11-23": None,
}


@pytest.mark.parametrize(("written", "day"), DAYS.items())
def test_a_day_is_written_one_way_and_exists(written: str, day: date | None) -> None:
    f = Fields({"k": written})

    assert f.day("k") == day
    assert [c.rule for c in f.complaints] == ([] if day else ["date"])


INSTANTS = {
    "a day begins in the zone": ("2026-11-23", datetime(2026, 11, 22, 23, tzinfo=UTC), []),
    "a summer day": ("2026-07-01", datetime(2026, 6, 30, 22, tzinfo=UTC), []),
    "an offset": ("2026-11-23T09:00+01:00", datetime(2026, 11, 23, 8, tzinfo=UTC), []),
    "Z": ("2026-11-23T09:00Z", datetime(2026, 11, 23, 9, tzinfo=UTC), []),
    "a space": ("2026-11-23 09:00+01:00", datetime(2026, 11, 23, 8, tzinfo=UTC), []),
    "no offset, winter": ("2026-11-23T09:00", None, ["add the offset, for example 2026-11-23T09:00+01:00"]),
    "no offset, summer": ("2026-07-01T09:00", None, ["add the offset, for example 2026-07-01T09:00+02:00"]),
    "hour 25": ("2026-11-23T25:00+01:00", None, ["write 2026-11-23 or 2026-11-23T09:00+01:00"]),
    "30 February": ("2026-02-30T09:00Z", None, ["write 2026-11-23 or 2026-11-23T09:00+01:00"]),
    "before all time": ("0001-01-01T00:00+14:00", None, ["write 2026-11-23 or 2026-11-23T09:00+01:00"]),
    "after all time": ("9999-12-31T23:00-14:00", None, ["write 2026-11-23 or 2026-11-23T09:00+01:00"]),
    "a week": ("2026-W48-1", None, ["write 2026-11-23 or 2026-11-23T09:00+01:00"]),
    "French": ("23/11/2026", None, ["write 2026-11-23 or 2026-11-23T09:00+01:00"]),
}


@pytest.mark.parametrize(("written", "instant", "fixes"), INSTANTS.values(), ids=INSTANTS.keys())
def test_an_instant_has_an_offset_or_is_the_first_of_its_day(
    written: str, instant: datetime | None, fixes: list[str]
) -> None:
    f = Fields({"k": written})

    assert f.instant("k", PARIS) == instant
    assert [c.fix.en for c in f.complaints] == fixes


@pytest.mark.parametrize("written", ["0001-01-01", "9999-12-31", "0001-06-01T00:00Z", "9999-06-01T00:00Z"])
def test_an_instant_that_some_zones_do_not_have_is_refused(written: str) -> None:
    f = Fields({"k": written})

    assert f.instant("k", PARIS) is None
    assert [c.rule for c in f.complaints] == ["date"]


def test_a_clock_is_an_hour_and_minutes() -> None:
    f = Fields({"a": "9:05", "b": "24:00", "c": "9h", "d": "09:00:00"})

    assert [f.clock(key, time(1)) for key in "abcde"] == [time(9, 5), time(1), time(1), time(1), time(1)]
    assert [c.rule for c in f.complaints] == ["time"] * 3


def test_groups_and_lists_of_groups_complain_in_one_place() -> None:
    f = Fields({"g": {"n": "x"}, "l": [{"n": "y"}, "z"], "t": "u", "m": {}})

    f.group("g").whole("n")
    for item in f.each("l"):
        item.whole("n")
    f.group("t")
    f.each("m")

    assert [(c.rule, c.keys) for c in f.complaints] == [
        ("type", ("g", "n")),
        ("type", ("l", 1)),
        ("type", ("l", 0, "n")),
        ("type", ("t",)),
        ("type", ("m",)),
    ]
    assert "“l.1.n”" in f.complaints[2].message.en


def test_a_name_is_said_in_one_language_or_each() -> None:
    f = Fields({"a": "Publier", "b": {"fr": "Publier", "en": "Publish"}, "c": ""})

    assert [f.by_lang(key, "fr") for key in "abcd"] == [{"fr": "Publier"}, {"fr": "Publier", "en": "Publish"}, {}, {}]


def test_a_name_by_language_of_the_wrong_type_is_a_complaint() -> None:
    f = Fields({"a": ["Publier"], "b": {"fr": ["x"]}, "c": {1: "x"}})

    assert [f.by_lang(key, "fr") for key in "abc"] == [{}, {"fr": ""}, {}]
    assert [c.keys for c in f.complaints] == [("a",), ("b", "fr")]


def test_unknown_keys_are_told_with_the_nearest() -> None:
    f = Fields({"title": "a", "tilte": "b", "zzz": "c", "extra": "d"})
    f.text("title")

    f.finish(Level.WARNING, ["extra"])

    assert said(f) == [
        "key.unknown tilte: unknown key “tilte”; did you mean “title”?",
        "key.unknown zzz: unknown key “zzz”; known keys: extra, title",
    ]
    assert all(c.level is Level.WARNING and c.on_key for c in f.complaints)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.dates().map(str) | st.datetimes().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(VALUES)
def test_any_value_is_taken_or_complained_of(value: object) -> None:
    f = Fields({"k": value})

    assert isinstance(f.text("k"), str)
    assert isinstance(f.words("k", one_is_a_list=True), tuple)
    assert isinstance(f.choice("k", ("a",), "a"), str)
    assert f.day("k") is None or not said(Fields({"k": value}))
    instant = f.instant("k", PARIS)
    assert instant is None or instant.tzinfo is UTC
    f.whole("k"), f.flag("k"), f.clock("k", time()), f.local("k"), f.group("k"), f.each("k"), f.by_lang("k", "fr")
    f.finish()
    assert all(c.message.fr and c.message.en for c in f.complaints)


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.timezones()))
def test_any_instant_written_is_the_instant_read(instant: datetime) -> None:
    f = Fields({"k": instant.isoformat()})

    assert f.instant("k", PARIS) == instant.astimezone(UTC)
