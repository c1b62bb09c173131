"""Only the declared places of a message differ by reader: whatever is put there reads back, and nothing else moves."""

from __future__ import annotations

import binascii
import email
import email.policy
import json
import re
from collections import Counter
from email.message import EmailMessage
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.newsletter.substitution import Part, Place
from tests.builder import NEWSLETTER
from tests.channels.newsletter.letters import OUTBOX, a_site, made

SERVICE = "https://lettre.banc.example/abo"
SETTINGS: dict[str, Any] = {
    **NEWSLETTER,
    "service": SERVICE,
    "feedback_id": "lebanc26",
    "fields": {"first_name": {"fr": "chère lectrice, cher lecteur"}, "city": {"fr": "votre ville"}},
}
FOREWORD = (
    "Bonjour [[first_name]][[city]],\n\n[[first_name]] — *[[city]]* et [[city]] !\n\n- [[first_name]]\n\n"
    "Une phrase assez longue pour que la ligne du texte soit coupée près d’ici, [[first_name]], puis la suite.\n\n"
    "> [[city]]"
)
VALUES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=120
) | st.sampled_from(
    ["=", "=3D", "<b>&amp;</b>", "  x ", ".", "From ", "-" * 300, "שלום עליכם", "👩‍👩‍👧‍👦", "]]>", "[[city]]", "é" * 90]
)
TOKENS = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789._-", min_size=1, max_size=150)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[Place], dict[str, bytes]]:
    """A message with fields and links of a service, its places, and all the files of its edition."""
    builder = a_site(tmp_path_factory.mktemp("site"), FOREWORD).data("channels/newsletter.yaml", SETTINGS)
    files = made(builder)
    data = json.loads(files[f"{OUTBOX}/edition.json"])
    places = [Place(p["name"], Part(p["part"]), p["start"], p["end"]) for p in data["places"]]
    return files[f"{OUTBOX}/message.eml"], places, files


def spliced(message: bytes, places: list[Place], values: dict[str, str]) -> tuple[bytes, list[tuple[int, int]]]:
    """Put values where the places are, as the contract of `Part` says, and give where each then stands."""
    made_, stretches, done = bytearray(), [], 0
    for place in places:
        made_ += message[done : place.start]
        start = len(made_)
        made_ += written(values[place.name], place.part)
        stretches.append((start, len(made_)))
        done = place.end
    return bytes(made_ + message[done:]), stretches


def written(value: str, part: Part) -> bytes:
    if part in (Part.RECIPIENT, Part.HEADER):
        return value.encode("ascii")
    said = escape(value) if part is Part.HTML else value
    quoted = "".join(f"={byte:02X}" for byte in said.encode())
    return "=\r\n".join(quoted[at : at + 72] for at in range(0, len(quoted), 72)).encode("ascii")


def bodies(raw: bytes) -> tuple[EmailMessage, str, str]:
    parsed: Any = email.message_from_bytes(raw, policy=email.policy.SMTP)
    plain, html = parsed.iter_parts()
    assert [part.defects for part in (parsed, plain, html)] == [[], [], []]
    return parsed, plain.get_content().replace("\r\n", "\n"), html.get_content().replace("\r\n", "\n")


def test_places_are_in_order_between_soft_breaks(built: tuple[bytes, list[Place], dict[str, bytes]]) -> None:
    message, places, _ = built

    assert [place.start for place in places] == sorted(place.start for place in places)
    assert all(before.end <= after.start for before, after in pairwise(places))
    for place in places:
        if place.part in (Part.TEXT, Part.HTML):
            assert message[: place.start].endswith(b"=\r\n")
            assert message[place.end :].startswith(b"=\r\n")
    assert Counter((place.name, place.part) for place in places) == {
        ("address", Part.RECIPIENT): 1,
        ("leave", Part.HEADER): 1,
        ("leave", Part.TEXT): 1,
        ("leave", Part.HTML): 1,
        ("preferences", Part.TEXT): 1,
        ("preferences", Part.HTML): 1,
        **{(name, part): 4 for name in ("first_name", "city") for part in (Part.TEXT, Part.HTML)},
    }


def test_the_message_as_it_is_built_says_what_the_files_say(built: tuple[bytes, list[Place], dict[str, bytes]]) -> None:
    message, _, files = built
    _, text, html = bodies(message)

    assert text == files[f"{OUTBOX}/text.txt"].decode()
    assert html == files[f"{OUTBOX}/index.html"].decode()
    assert f'href="{SERVICE}/u/web"' in html
    assert f'href="{SERVICE}/p/web"' in html


def test_the_headers_of_one_click(built: tuple[bytes, list[Place], dict[str, bytes]]) -> None:
    parsed, _, _ = bodies(built[0])

    assert parsed["List-Unsubscribe"] == f"<{SERVICE}/u/web>, <mailto:lettre@banc.example?subject=stop>"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsed["Precedence"] == "bulk"
    assert parsed["Feedback-ID"] == "lettre-2026-03-06:lettre.banc.example:newsletter:lebanc26"


@given(first_name=VALUES, city=VALUES, leave=TOKENS, preferences=TOKENS)
def test_whatever_is_put_there_reads_back_and_nothing_else_moves(
    built: tuple[bytes, list[Place], dict[str, bytes]], first_name: str, city: str, leave: str, preferences: str
) -> None:
    message, places, _ = built
    values = {
        "first_name": first_name,
        "city": city,
        "leave": leave,
        "preferences": preferences,
        "address": "a@b.example",
    }

    raw, stretches = spliced(message, places, values)
    parsed, text, html = bodies(raw)

    kept, done = bytearray(), 0
    for start, end in stretches:
        kept += raw[done:start]
        done = end
    kept += raw[done:]
    same, done = bytearray(), 0
    for place in places:
        same += message[done : place.start]
        done = place.end
    assert kept == same + message[done:]
    assert parsed["To"] == "a@b.example"
    assert parsed["List-Unsubscribe"].startswith(f"<{SERVICE}/u/{leave}>")
    assert text.count(f"\n- {first_name}\n") == 1
    assert f"Bonjour {first_name}{city}," in text
    assert f"> {city}" in text
    assert f"Bonjour {escape(first_name)}{escape(city)}," in html
    assert re.search(rf">{re.escape(escape(city))}</em>", html)
    assert f'href="{SERVICE}/u/{leave}"' in html
    assert f"{SERVICE}/p/{preferences}\n" in text
    head, _, body = raw.partition(b"\r\n\r\n")
    assert max(map(len, head.split(b"\r\n"))) <= 998
    assert max(map(len, body.split(b"\r\n"))) <= 76
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_a_default_is_what_stands_in_its_place(built: tuple[bytes, list[Place], dict[str, bytes]]) -> None:
    message, places, _ = built
    said = {binascii.a2b_qp(message[place.start : place.end]).decode() for place in places if place.name == "city"}

    assert said == {"votre ville"}


def test_without_a_service_one_leaves_by_mail_and_only_the_address_differs(tmp_path: Path) -> None:
    builder = a_site(tmp_path).data("channels/newsletter.yaml", {**NEWSLETTER, "service": ""})
    files = made(builder)
    parsed, text, _ = bodies(files[f"{OUTBOX}/message.eml"])

    assert parsed["List-Unsubscribe"] == "<mailto:lettre@banc.example?subject=stop>"
    assert parsed["List-Unsubscribe-Post"] is None
    assert parsed["Feedback-ID"] is None
    assert "mailto:lettre@banc.example?subject=stop" in text
    assert [place["name"] for place in json.loads(files[f"{OUTBOX}/edition.json"])["places"]] == ["address"]
