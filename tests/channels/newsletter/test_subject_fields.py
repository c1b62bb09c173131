"""A subject and a preheader say declared fields: each reader's value in encoded words, and nothing else of a header."""

from __future__ import annotations

import email
import email.policy
import json
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.exchange import door
from channels.mailing.letter import read_letter
from channels.mailing.prepare import prepare
from channels.mailing.stretch import one_line
from channels.newsletter.encoded import encoded_words
from channels.newsletter.render import check
from channels.newsletter.substitution import Part
from channels.providers.buttondown import Buttondown
from channels.providers.campaign import Tongue, campaign_of
from channels.providers.listmonk import Listmonk
from channels.subscribers.mask import Masks
from channels.subscribers.subscriber import Subscriber
from editorial.errors import EditorialError
from editorial.finding import Finding
from tests.builder import SiteBuilder
from tests.channels.mailing.verifying import by_dkimpy, signers
from tests.channels.newsletter.letters import OUTBOX, PAGE, a_site, brief, made
from tests.channels.newsletter.test_places import SETTINGS

SUBJECT, PREHEADER = "Bonjour [[first_name]], l’été", "Deux lectures choisies pour [[first_name]], avant l’été."
DEFAULT = "chère lectrice, cher lecteur"
NOWHERE = door("http://127.0.0.1:9", {})
VALUES = st.text(max_size=120) | st.sampled_from(
    [
        "a\r\nBcc: x@y.example",
        "=?utf-8?q?x?=",
        "É" * 90,
        " a  b ",
        "👩‍👩‍👧‍👦" * 20,
        "\u2028Subject: x",
        "\ud800",
        "{{ x }}",
    ]
)


def a_letter(root: Path, **note: Any) -> SiteBuilder:
    builder = a_site(root, newsletter={"title": SUBJECT, "text": PREHEADER, **note})
    return builder.data("channels/newsletter.yaml", SETTINGS)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Everything made of a letter whose subject and preheader say a field."""
    return made(a_letter(tmp_path_factory.mktemp("site")))


def outbox(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path.removeprefix(f"{OUTBOX}/"): raw for path, raw in files.items() if path.startswith(OUTBOX)}


def parsed(raw: bytes) -> EmailMessage:
    found: Any = email.message_from_bytes(raw, policy=email.policy.SMTP)
    return found


def lines_of(raw: bytes, header: bytes) -> list[bytes]:
    head = raw[: raw.index(b"\r\n\r\n")]
    found = head[head.index(b"\r\n" + header) + 2 :].split(b"\r\n")
    return [found[0], *[line for n, line in enumerate(found[1:], 1) if all(x[:1] == b" " for x in found[1 : n + 1])]]


def findings(builder: SiteBuilder, rule: str) -> list[Finding]:
    return [finding for finding in check(brief(builder)) if finding.rule == rule]


def test_whoever_reads_no_message_of_their_own_reads_the_default(files: dict[str, bytes]) -> None:
    subject, preheader = SUBJECT.replace("[[first_name]]", DEFAULT), PREHEADER.replace("[[first_name]]", DEFAULT)
    data, page = json.loads(files[f"{OUTBOX}/edition.json"]), files[PAGE].decode()
    mail, (feed,) = (
        unescape(files[f"{OUTBOX}/index.html"].decode()),
        [raw.decode() for path, raw in files.items() if path.endswith(".xml")],
    )

    assert (data["subject"], data["preheader"]) == (subject, preheader)
    assert parsed(files[f"{OUTBOX}/message.eml"])["Subject"] == subject
    assert f"<title>{subject} · La lettre du banc</title>" in mail
    assert preheader in mail
    assert f'<meta property="og:title" content="{subject}"' in unescape(page)
    assert f"<title>{subject}</title>" in feed
    for raw in files.values():
        assert b"[[first_name]]" not in raw
        assert not any(sign in raw.decode("utf-8", "ignore") for sign in "\ufdd0\ufdd1")


@given(value=VALUES)
def test_each_reader_has_a_subject_of_their_own_and_no_other_header(files: dict[str, bytes], value: str) -> None:
    letter = read_letter(outbox(files), OUTBOX, "")
    prepared = prepare(letter.message, letter.places, Masks(b"k" * 16), edition=letter.id, fields=dict(letter.fields))
    reader = Subscriber("lea@lecteur.example", fields={"first_name": value})

    raw = prepared.message_for(reader, "leave", "prefer")

    said = one_line(value).encode("utf-8", "replace").decode() or DEFAULT
    assert parsed(raw)["Subject"] == SUBJECT.replace("[[first_name]]", said)
    assert parsed(raw).keys() == parsed(letter.message).keys()
    assert max(map(len, lines_of(raw, b"Subject: "))) <= 76


def test_a_subject_of_one_s_own_is_signed(files: dict[str, bytes], tmp_path: Path) -> None:
    letter = read_letter(outbox(files), OUTBOX, "")
    keys = signers(tmp_path, "rsa")
    prepared = prepare(
        letter.message, letter.places, Masks(b"k" * 16), edition="x", fields=dict(letter.fields), signers=keys
    )
    raw = prepared.message_for(Subscriber("lea@lecteur.example", fields={"first_name": "Léa"}), "leave", "prefer")

    other = raw.replace(encoded_words("Léa").encode(), encoded_words("Zoé").encode())

    assert other != raw
    assert (by_dkimpy(raw), by_dkimpy(other)) == ([True], [False])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("[[first_name]]", DEFAULT, id="alone"),
        pytest.param("[[first_name]][[city]] !", f"{DEFAULT}votre ville !", id="two-side-by-side"),
        pytest.param("A" * 70 + " [[city]]", "A" * 70 + " votre ville", id="behind-a-long-one"),
    ],
)
def test_a_subject_is_whole_wherever_its_fields_stand(tmp_path: Path, title: str, expected: str) -> None:
    raw = made(a_letter(tmp_path, title=title))[f"{OUTBOX}/message.eml"]

    assert parsed(raw)["Subject"].replace("\u202f", " ").replace("\u00a0", " ") == expected
    assert max(map(len, lines_of(raw, b"Subject: "))) <= 76


def test_a_test_marks_such_a_subject_too(files: dict[str, bytes]) -> None:
    letter = read_letter(outbox(files), OUTBOX, "").marked("[test]")

    prepared = prepare(letter.message, letter.places, Masks(b"k" * 16), edition="x", fields=dict(letter.fields))

    raw = prepared.message_for(Subscriber("lea@lecteur.example"), "leave", "prefer")
    assert parsed(raw)["Subject"] == "[test] " + SUBJECT.replace("[[first_name]]", DEFAULT)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        pytest.param("title", "Bonjour [[prenom]]", id="subject"),
        pytest.param("text", "Une lettre assez longue pour [[prenom]].", id="preheader"),
    ],
)
def test_a_field_that_nobody_declared_is_found_at_its_place(tmp_path: Path, key: str, text: str) -> None:
    builder = a_letter(tmp_path, **{key: text})

    (finding,) = findings(builder, "newsletter.field")

    source = (tmp_path / finding.path).read_text().splitlines()
    span = finding.span
    assert span is not None
    assert source[span.line - 1][span.column - 1 : span.end_column - 1] == "[[prenom]]"
    assert finding.message.en == "the field “prenom” is not declared"
    assert f"{OUTBOX}/message.eml" not in made(builder)


def test_the_length_of_a_subject_is_that_of_its_default(tmp_path: Path) -> None:
    builder = a_letter(tmp_path, title="Bonjour [[first_name]], voici nos lectures de ce printemps")

    (finding,) = findings(builder, "newsletter.subject")

    assert f"{len('Bonjour , voici nos lectures de ce printemps') + len(DEFAULT)} characters" in finding.message.en


def campaign_subject(files: dict[str, bytes], tongue: Tongue) -> str:
    letter = read_letter(outbox(files), OUTBOX, "")
    return campaign_of(letter.id, letter.message, letter.places, letter.fields, tongue).parts.subject


def test_listmonk_is_told_in_its_own_words(files: dict[str, bytes]) -> None:
    said = campaign_subject(files, Listmonk(NOWHERE, (3,)).tongue)

    assert said == f'Bonjour {{{{ or .Subscriber.Attribs.first_name "{DEFAULT}" }}}}, l’été'


def test_no_word_of_a_subject_is_read_as_a_template(tmp_path: Path) -> None:
    said = campaign_subject(made(a_letter(tmp_path, title="Que dire de {{ x }} ?")), Listmonk(NOWHERE, (3,)).tongue)

    assert said.startswith('Que dire de {{ "{{" }} x }}')


def test_buttondown_which_reads_no_field_there_is_given_nothing(files: dict[str, bytes]) -> None:
    with pytest.raises(EditorialError, match=r"\[\[first_name\]\].*no field in a subject"):
        campaign_subject(files, Buttondown(NOWHERE, "").tongue)


def test_the_place_says_that_it_is_in_a_subject(files: dict[str, bytes]) -> None:
    letter = read_letter(outbox(files), OUTBOX, "")

    (place,) = [place for place in letter.places if place.part is Part.SUBJECT]

    assert (place.name, letter.message[place.start - 5 : place.start]) == ("first_name", b"?=\r\n ")
    assert letter.message[place.end :].startswith(b"\r\n =?utf-8?b?")
