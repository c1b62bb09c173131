from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from editorial.approval import Approval
from editorial.charter import (
    Audience,
    BannedWord,
    Change,
    Charter,
    Expression,
    Frequency,
    ImagePolicy,
    Legal,
    Length,
    Mission,
    Moderation,
    Objective,
    Person,
    Pillar,
    PreferredWord,
    Role,
    StyleUse,
    Voice,
)
from editorial.charter_file import read_charter
from editorial.errors import EditorialError
from editorial.signature import fingerprint_of
from editorial.typography import BRANDS, Spaces, Typography

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINsYvRfYtJcUWY/LCeHrCr6/1XARPgXDM81gRdFxKoR7"

PLAIN: dict[str, Any] = {
    "version": "1.0.0",
    "pillars": [{"id": "a", "name": "A", "share": 60}, {"id": "b", "name": {"fr": "B", "en": "Bee"}, "share": 40}],
    "masthead": {"people": [{"id": "r", "name": "R"}]},
    "channels": {"blog": {}},
}
FULL = """\
format: 1
version: 2.0.0
effective: 2026-09-01
languages: [fr, en]
changes: [{version: 2.0.0, date: 2026-09-01, summary: S}, {version: 1.0.0}]
mission:
  client: C
  purpose: P
  scope: {in: [I], out: [O]}
  objectives: [{text: T, metric: M, target: G, by: 2027-06-30}]
audiences: [{id: a, name: A, needs: N}]
voice: {person: nous, register: vous, tone: [précis], principles: [P]}
pillars:
  - {id: metier, name: {fr: Le métier, en: The craft}, share: 100, description: D}
masthead:
  people: [{id: r, name: R, roles: [auteur]}]
  roles: [{id: auteur, name: A, duties: D}]
approval: {required: [auteur]}
styles: [Maison]
vocabulary:
  banned: [{term: booster, why: W, instead: I}]
  preferred: [{instead_of: mail, use: courriel, why: W}]
  accepted: [Mastodon]
spelling: true
channels:
  blog: {register: vous, length: {min_words: 350, max_words: 900}, emoji: none, links: "Deux", typography: fr}
  mastodon:
    length: {max_chars: 480}
    hashtags: {max: 3, map: {brief: "#Brief"}}
    links: {in_text: false, utm: true}
    frequency: {min: 1, max: 3, per: day}
    readability: facile
    note: N
images: {alt: advised, credit: required, min_width_px: 1000, policy: [P]}
legal: {publisher: P, director: D, host: H, contact: C, notices: [N]}
moderation: {delay: D, principles: [P], contact: C}
raw_html: trusted
"""


def read(values: dict[str, Any]) -> Charter:
    return read_charter(yaml.safe_dump(values, allow_unicode=True, sort_keys=False))


def test_a_charter_is_all_that_its_file_says() -> None:
    charter = read_charter(FULL)

    assert charter == Charter(
        version="2.0.0",
        effective=date(2026, 9, 1),
        languages=("fr", "en"),
        changes=(Change("2.0.0", date(2026, 9, 1), "S"), Change("1.0.0", None, "")),
        mission=Mission("C", "P", ("I",), ("O",), (Objective("T", "M", "G", date(2027, 6, 30)),)),
        audiences=(Audience("a", "A", "N"),),
        voice=Voice("nous", "vous", ("précis",), ("P",)),
        pillars=(Pillar("metier", {"fr": "Le métier", "en": "The craft"}, 100, {"fr": "D"}),),
        people=(Person("r", "R", ("auteur",)),),
        roles=(Role("auteur", "A", "D"),),
        approval=Approval((("auteur",),)),
        styles=(StyleUse("Maison"),),
        rules={},
        banned=(BannedWord("booster", "W", "I"),),
        preferred=(PreferredWord("mail", "courriel", "W"),),
        accepted=("Mastodon",),
        spelling=True,
        channels={
            "blog": Expression(
                "blog",
                register="vous",
                length=Length(350, 900),
                emoji="none",
                typography=Typography(kept=BRANDS),
                note="Deux",
            ),
            "mastodon": Expression(
                "mastodon",
                length=Length(max_chars=480),
                max_hashtags=3,
                hashtags={"brief": "Brief"},
                link_in_text=False,
                utm=True,
                frequency=Frequency(1, 3, "day"),
                readability="facile",
                note="N",
            ),
        },
        images=ImagePolicy("advised", "required", 1000, ("P",)),
        legal=Legal("P", "D", "H", "C", ("N",)),
        moderation=Moderation("D", ("P",), "C"),
        is_html_trusted=True,
        source=charter.source,
    )


def test_what_is_not_said_takes_its_default() -> None:
    charter = read(PLAIN)

    assert (charter.lang, charter.languages, charter.is_html_trusted, charter.images, charter.approval) == (
        "fr",
        ("fr",),
        False,
        ImagePolicy(),
        Approval(),
    )


def test_pillars_and_people_are_looked_up_and_named_in_a_language() -> None:
    charter = read(PLAIN)

    assert charter.pillar("b").name("en") == "Bee"
    assert charter.pillar("a").name("en") == "A"
    assert charter.pillar("a").description("en") == ""
    assert charter.person("r").name == "R"
    assert charter.pillar("z") is None
    assert charter.person("z") is None


WRONG: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing": (
        dict.fromkeys(PLAIN),
        [
            "1:10 the key “version” is missing",
            "2:10 the key “pillars” is missing",
            "3:11 the key “masthead” is missing",
            "4:11 the key “channels” is missing",
        ],
    ),
    "a language in capitals": (
        {"languages": ["fr", "EN"]},
        ["18:1 “EN” is not a language code (fr, en, pt-BR…)"],
    ),
    "unknown key": ({"pilars": []}, ["17:1 unknown key “pilars”: did you mean “pillars”?"]),
    "unknown channel": (
        {"channels": {"blog": {}, "twitter": {}}},
        [
            "17:3 unknown key “channels.twitter”: known keys: blog, bluesky, facebook, instagram, linkedin, mastodon, "
            "newsletter, threads, x"
        ],
    ),
    "shares": (
        {"pillars": [{"id": "a", "name": "A", "share": 60}]},
        ["3:1 the pillars’ shares add up to 60, not 100"],
    ),
    "pillar twice": (
        {"pillars": [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}]},
        ["3:1 the pillar “a” is described twice"],
    ),
    "role": (
        {"masthead": {"people": [{"id": "r", "name": "R", "roles": ["x"]}], "roles": [{"id": "y", "name": "Y"}]}},
        ["12:3 “r” holds the role “x”, which the masthead does not describe"],
    ),
    "emoji": (
        {"channels": {"blog": {"emoji": "some"}}},
        ["17:12 “channels.blog.emoji”: “some” is not a choice: possible choices: none, few, free"],
    ),
    "a length that is no number": (
        {"channels": {"blog": {"length": {"min_words": "beaucoup"}}}},
        ["18:18 “channels.blog.length.min_words”: found a text, expected a number"],
    ),
    "link setting": (
        {"channels": {"x": {"links": {"in_text": "non"}}}},
        ["18:16 “channels.x.links.in_text”: found a text, expected true/false"],
    ),
    "unknown link setting": (
        {"channels": {"x": {"links": {"intext": True}}}},
        ["18:7 unknown key “channels.x.links.intext”: did you mean “in_text”?"],
    ),
    "a key that is none": (
        {"masthead": {"people": [{"id": "r", "name": "R", "keys": ["clé"]}]}},
        ["16:5 “clé” is not a public SSH key: paste the line of the .pub file: ssh-ed25519 AAAA…"],
    ),
    "a key of two people": (
        {
            "masthead": {
                "people": [{"id": "r", "name": "R", "keys": [KEY]}, {"id": "s", "name": "S", "keys": KEY + " s"}]
            }
        },
        [
            f"19:11 the key {fingerprint_of(KEY)} is already that of “r”: "
            "give each their own: a signature says who has read"
        ],
    ),
    "a role that nobody has": (
        {"approval": {"required": ["chef"]}},
        ["19:5 the masthead neither describes nor gives the role “chef”: known: -"],
    ),
    "words that lead back to themselves": (
        {
            "vocabulary": {
                "preferred": [
                    {"instead_of": "github", "use": "GitHub"},
                    {"instead_of": "mail", "use": "courriel"},
                    {"instead_of": "Courriel", "use": "message"},
                    {"instead_of": "message", "use": "mail"},
                    {"instead_of": "lettre", "use": "lettre"},
                ]
            }
        },
        [
            "26:10 the preferred words go round in a circle: message → mail → courriel → message: "
            "keep one of the two ways",
            "28:10 the preferred words go round in a circle: lettre → lettre: keep one of the two ways",
        ],
    ),
    "newer": ({"format": 2}, ["17:9 this file is in format 2, this version of Ligne reads format 1: update Ligne"]),
}


@pytest.mark.parametrize(("changes", "expected"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_charter_is_refused_with_every_problem_at_its_place(
    changes: dict[str, Any], expected: list[str]
) -> None:
    with pytest.raises(EditorialError) as caught:
        read({**PLAIN, **changes})

    problems = caught.value.problems
    assert {problem.path for problem in problems} == {"editorial/charter.yaml"}
    assert [f"{p.span.line}:{p.span.column} {p.message.en}" for p in problems] == expected


def test_a_charter_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(EditorialError, match="must be a list of “key: value” lines"):
        read_charter("- a")


def test_yaml_that_does_not_parse_is_refused_at_its_place() -> None:
    with pytest.raises(EditorialError) as caught:
        read_charter("version: 1.0.0\nversion: 2.0.0\n")

    (problem,) = caught.value.problems
    assert (problem.span.line, problem.message.en) == (2, "the key “version” is written twice")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("fr", Typography(Spaces.NO_BREAK), id="a tongue"),
        pytest.param("narrow", Typography(Spaces.NARROW), id="narrow"),
        pytest.param("plain", Typography(Spaces.PLAIN, marks=False), id="plain"),
        pytest.param("none", Typography(Spaces.WRITTEN, marks=False), id="none"),
        pytest.param({"spaces": "narrow", "marks": False}, Typography(Spaces.NARROW, marks=False), id="a mapping"),
        pytest.param({}, Typography(), id="an empty mapping"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_a_channel_says_how_its_texts_are_set(given: object, expected: Typography | None) -> None:
    assert read({**PLAIN, "channels": {"blog": {"typography": given}}}).channels["blog"].typography == expected


def test_accepted_names_with_a_sign_of_their_own_are_kept_as_they_are() -> None:
    charter = read(
        {**PLAIN, "vocabulary": {"accepted": ["chapô", "Wham!"]}, "channels": {"blog": {"typography": "fr"}}}
    )
    assert charter.typography("blog").kept == (*BRANDS, "Wham!")


@pytest.mark.parametrize("given", ["Guillemets français", {"spaces": "large"}, {"espaces": "narrow"}, 3])
def test_a_typography_that_is_none_is_refused(given: object) -> None:
    with pytest.raises(EditorialError, match=r"typography|spaces|espaces"):
        read({**PLAIN, "channels": {"blog": {"typography": given}}})
