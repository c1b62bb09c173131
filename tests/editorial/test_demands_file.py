from __future__ import annotations

import pytest
import yaml

from editorial.charter import Charter
from editorial.charter_file import read_charter
from editorial.demands import Exclusion, Mention, Portfolio, Profile, Range, Reading, Sponsorship, strictest
from editorial.errors import EditorialError

PLAIN = """\
version: 1.0.0
pillars: [{id: a, name: A}]
masthead: {people: [{id: r, name: R}]}
channels: {blog: {}}
"""


def read(yaml_text: str) -> Charter:
    return read_charter(yaml.safe_dump({**yaml.safe_load(PLAIN), **yaml.safe_load(yaml_text)}, sort_keys=False))


def test_a_channel_says_how_easy_its_texts_are_to_read() -> None:
    limits = "{min: 40, max_sentence_words: 30, max_paragraph_words: 120, max_passive_share: 20}"
    blog = read(f"channels: {{blog: {{readability: {limits}}}}}").channels["blog"]

    assert (blog.reading, blog.readability) == (Reading(40, 30, 120, 20), "")


def test_a_channel_may_say_it_in_words_for_people() -> None:
    blog = read("channels: {blog: {readability: simple}}").channels["blog"]

    assert (blog.reading, blog.readability) == (Reading(), "simple")


def test_an_audience_has_limits_of_its_own() -> None:
    charter = read("audiences: [{id: z, name: Z, readability: {min: 60}}]")

    assert charter.audiences[0].reading == Reading(min_ease=60)
    assert charter.audience("z") is charter.audiences[0]
    assert charter.audience("y") is None


def test_the_strictest_demand_of_each_counts() -> None:
    assert strictest([Reading(40, 30), Reading(60, None, 90), Reading()]) == Reading(60, 30, 90)
    assert strictest([]) == Reading()


def test_a_format_says_what_every_piece_of_it_holds() -> None:
    charter = read(
        "formats: {interview: {name: Entretien, min_words: 600, standfirst: {min_words: 15},"
        " headings: [Repères], requires: {questions: 3, images: 1}}}"
    )

    assert charter.formats == {
        "interview": Profile(
            "interview", "Entretien", Range(600), Range(15), ("Repères",), {"questions": 3, "images": 1}
        )
    }


def test_what_the_mission_leaves_out_is_a_text_or_says_what_it_is_known_by() -> None:
    mission = read("mission: {scope: {out: [Publicité, {text: Tests, words: [test], tags: essai}]}}").mission

    assert mission.scope_out == ("Publicité", "Tests")
    assert mission.exclusions == (Exclusion("Tests", ("test",), ("essai",)),)


def test_legal_demands_are_read() -> None:
    legal = read(
        "legal: {required: [host], sponsored: {label: Publicité, tags: ad},"
        " mentions: [{text: Avis, tags: [santé], why: la loi}]}"
    ).legal

    assert legal.required == ("host",)
    assert legal.sponsored == Sponsorship("Publicité", ("ad",))
    assert legal.mentions == (Mention("Avis", ("santé",), why="la loi"),)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("portfolio: {}", Portfolio(90, 10)), ("portfolio: {window_days: 30, tolerance: 0}", Portfolio(30, 0))],
    ids=["the usual", "its own"],
)
def test_shares_are_watched_where_the_charter_asks(written: str, expected: Portfolio) -> None:
    assert read(written).portfolio == expected
    assert read("styles: []").portfolio is None


WRONG = {
    "a key nobody knows": (
        "channels: {blog: {readability: {mini: 40}}}",
        "unknown key “channels.blog.readability.mini”",
    ),
    "no number": ("channels: {blog: {readability: {min: haut}}}", "“channels.blog.readability.min”: found a text"),
    "more than a hundred": ("channels: {blog: {readability: {min: 400}}}", "“min”: 400 is not between 0 and 100"),
    "less than nothing": ("channels: {blog: {max_exclamations: -1}}", "“max_exclamations”: -1 is not between"),
    "upside down": ("formats: {f: {min_words: 9, max_words: 2}}", "“min_words: 9” is more than “max_words: 2”"),
    "a part nobody counts": ("formats: {f: {requires: {question: 2}}}", "unknown key “formats.f.requires.question”"),
    "a format that is no group": ("formats: {f: 3}", "“formats.f”: found a number"),
    "no label": ("legal: {sponsored: {tags: [ad]}}", "the key “legal.sponsored.label” is missing"),
    "no mention": ("legal: {required: [hots]}", "“required”: “hots” is not a mention"),
    "capitals": ("channels: {blog: {capitals: few}}", "“channels.blog.capitals”: “few” is not a choice"),
    "an exclusion without text": (
        "mission: {scope: {out: [{tags: [a]}]}}",
        "the key “mission.scope.out.1.text” is missing",
    ),
    "an exclusion that is a list": ("mission: {scope: {out: [{text: a}, [b]]}}", "“mission.scope.out”: found a list"),
}


@pytest.mark.parametrize(("written", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_demand_that_cannot_be_read_is_said_at_its_line(written: str, message: str) -> None:
    with pytest.raises(EditorialError) as caught:
        read(written)

    (problem,) = caught.value.problems
    assert message in problem.message.en
    assert problem.span.line > 1
