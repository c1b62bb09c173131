"""A letter as it was built: what its files say, and what is no letter."""

from __future__ import annotations

import json

import pytest

from channels.mailing.letter import Letter, read_letter
from channels.subscribers.subscriber import Subscriber
from editorial.edition import Earlier
from editorial.errors import EditorialError
from editorial.readership import Missed, Reason
from editorial.segment import Frequency, Segment
from tests.channels.mailing.letters import built

RAW, PLACES = built()
LIST = "lettre.exemple.org"
DATA = {
    "id": "lettre/2026-11-05",
    "subject": "L’été des pages",
    "list": LIST,
    "segment": {"frequency": "weekly", "pillars": ["voix"], "lang": "fr"},
    "before": [{"id": "alerte/a", "segment": {"frequency": None, "pillars": [], "lang": "fr"}, "pieces": ["a"]}],
    "pieces": [{"id": "a", "title": "A", "url": "https://exemple.org/a/"}],
    "links": ["https://exemple.org/a/"],
    "fields": {"first_name": "chère lectrice"},
    "places": [{"name": p.name, "part": str(p.part), "start": p.start, "end": p.end} for p in PLACES],
    "preview": False,
}


def read(**changes: object) -> Letter:
    data = {name: value for name, value in {**DATA, **changes}.items() if value is not ...}
    return read_letter({"message.eml": RAW, "edition.json": json.dumps(data).encode()}, "outbox/x", LIST)


def test_letter_says_for_whom_it_is():
    assert read() == Letter(
        "lettre/2026-11-05", "L’été des pages", LIST, Segment(Frequency.WEEKLY, ("voix",), "fr"), ("a",),
        (Earlier("alerte/a", Segment(lang="fr"), ("a",)),), ("https://exemple.org/a/",), RAW, tuple(PLACES),
        {"first_name": "chère lectrice"},
    )  # fmt: skip


def test_edition_that_names_no_list_goes_to_the_newsletters_own_in_every_segment():
    letter = read(list=..., segment=..., before=..., links=..., fields=..., places=...)
    assert (letter.list_id, letter.segment, letter.before) == (LIST, Segment(), ())


@pytest.mark.parametrize(
    ("subscriber", "why"),
    [
        (Subscriber("a@b.example", pillars=("autre",)), Missed(Reason.PILLARS)),
        (Subscriber("a@b.example", frequency=Frequency.MONTHLY), Missed(Reason.FREQUENCY)),
        (Subscriber("a@b.example", lang="en"), Missed(Reason.LANG)),
        (Subscriber("a@b.example"), Missed(Reason.SAME_DAY, "alerte/a")),
    ],
)
def test_reader_whom_it_is_not_for_does_not_get_it(subscriber, why):
    assert read().missed_by(subscriber) == why


def test_reader_who_got_nothing_of_it_that_day_gets_it():
    assert read(before=[]).missed_by(Subscriber("a@b.example")) is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": 3}, "cannot be read"),
        ({"segment": {"frequency": "daily"}}, "cannot be read"),
        ({"places": [{"name": "leave", "part": "soap", "start": 1, "end": 2}]}, "cannot be read"),
        ({"places": [{"name": "leave", "part": "text", "start": True, "end": 2}]}, "cannot be read"),
        ({"before": [{"id": "x"}]}, "cannot be read"),
        ({"pieces": 3}, "cannot be read"),
        ({"subject": ...}, "cannot be read"),
        ({"preview": True}, "no list gets it"),
        ({"list": "autre.exemple.org"}, "names the list “lettre.exemple.org”"),
    ],
)
def test_what_is_no_letter_goes_nowhere(changes, said):
    with pytest.raises(EditorialError) as caught:
        read(**changes)
    (problem,) = caught.value.problems
    assert (said in str(caught.value), problem.path.startswith("outbox/x")) == (True, True)


@pytest.mark.parametrize("missing", ["message.eml", "edition.json"])
def test_edition_that_lacks_a_file_goes_nowhere(missing):
    files = {"message.eml": RAW, "edition.json": json.dumps(DATA).encode()}
    del files[missing]
    with pytest.raises(EditorialError, match=f"“{missing}” is missing"):
        read_letter(files, "outbox/x", LIST)


def test_mark_stands_before_the_subject_and_every_place_stays_where_it_was():
    letter = read()
    marked = letter.marked("[test]")
    assert marked.message.replace(b"[test] ", b"", 1) == letter.message
    assert b"\r\nSubject: [test] =?utf-8?q?" in marked.message
    found = [(place.name, marked.message[place.start : place.end]) for place in marked.places]
    assert found == [(place.name, letter.message[place.start : place.end]) for place in letter.places]
