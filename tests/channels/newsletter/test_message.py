"""The message is one that any mailbox reads: parsed back by the standard library."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

from tests.builder import NEWSLETTER
from tests.channels.newsletter.letters import OUTBOX, a_site, made

LONG = [f"https://banc.example/{'x' * 200}", "mailto:" + "y" * 100 + "@banc.example"]


def message(files: dict[str, bytes]) -> EmailMessage:
    return email.message_from_bytes(files[f"{OUTBOX}/message.eml"], policy=email.policy.SMTP)  # type: ignore[return-value]


def test_both_parts_come_back_as_they_were_made(tmp_path: Path) -> None:
    files = made(a_site(tmp_path))

    parsed = message(files)

    assert parsed.get_content_type() == "multipart/alternative"
    assert parsed.defects == []
    plain, html = parsed.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    for part, name in ((plain, "text.txt"), (html, "index.html")):
        assert part.get_content_charset() == "utf-8"
        assert part.get_content().replace("\r\n", "\n") == files[f"{OUTBOX}/{name}"].decode()


def test_the_headers_that_a_list_is_judged_by(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    builder.data(
        "channels/newsletter.yaml", {**NEWSLETTER, "reply_to": "desk@banc.example", "unsubscribe": LONG, "service": ""}
    )

    parsed = message(made(builder))

    assert {name: parsed[name] for name in parsed if name not in ("Content-Type", "Message-ID")} == {
        "From": "Le Banc <lettre@banc.example>",
        "Reply-To": "desk@banc.example",
        "To": "undisclosed-recipients:;",
        "Subject": "Deux lectures",
        "Date": "Fri, 06 Mar 2026 08:00:00 +0100",
        "List-Id": "<lettre.banc.example>",
        "List-Unsubscribe": ", ".join(f"<{way}>" for way in LONG),
        "Precedence": "bulk",
        "Content-Language": "fr",
        "MIME-Version": "1.0",
    }
    assert parsed["Message-ID"].startswith("<lettre-2026-03-06.")
    assert parsed["Message-ID"].endswith("@lettre.banc.example>")


def test_lines_are_as_short_as_mail_servers_ask(tmp_path: Path) -> None:
    builder = a_site(tmp_path, title="Un objet très long, avec des accents é è à, " * 6)
    builder.data("channels/newsletter.yaml", {**NEWSLETTER, "unsubscribe": LONG, "service": ""})

    raw = made(builder)[f"{OUTBOX}/message.eml"]

    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    head, _, body = raw.partition(b"\r\n\r\n")
    assert max(map(len, body.split(b"\r\n"))) <= 78
    assert max(map(len, head.split(b"\r\n"))) <= 998
    assert f"List-Unsubscribe: {', '.join(f'<{way}>' for way in LONG)}\r\n".encode() in raw


def test_a_picture_may_go_with_the_message(tmp_path: Path) -> None:
    builder = a_site(tmp_path).data("channels/newsletter.yaml", {**NEWSLETTER, "images": "inline"})
    Image.new("RGB", (1800, 1200), "#336699").save(tmp_path / "content/ecouter/p.jpg")
    builder.piece("un", newsletter={"weight": 2}, image={"src": "p.jpg", "alt": "Du bleu"})

    files = made(builder)
    parsed = message(files)
    plain, related = parsed.iter_parts()
    html, picture = related.iter_parts()

    assert (plain.get_content_type(), related.get_content_type()) == ("text/plain", "multipart/related")
    assert [part.defects for part in (parsed, plain, related, html, picture)] == [[]] * 5
    assert picture.get_content() == files["site/mail/lettre_2026-03-06/un.jpg"]
    assert (picture["Content-Disposition"], picture.get_filename()) == ('inline; filename="un.jpg"', "un.jpg")
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in html.get_content()
    assert 'src="https://' not in html.get_content()
    assert 'src="https://banc.example/' in files[f"{OUTBOX}/index.html"].decode()
    assert max(map(len, files[f"{OUTBOX}/message.eml"].partition(b"\r\n\r\n")[2].split(b"\r\n"))) <= 78
    assert made(builder) == files


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Bonjour\nBcc: victime@x.example", id="line-break"),
        pytest.param("Bonjour\u2028Bcc: victime@x.example", id="line-separator"),
        pytest.param("Bonjour\x85Bcc: victime@x.example", id="next-line"),
        pytest.param("=?utf-8?q?a=0D=0ABcc=3A_x?=", id="encoded-word"),
    ],
)
def test_a_title_adds_no_header(tmp_path: Path, title: str) -> None:
    parsed = message(made(a_site(tmp_path, title=title)))

    assert parsed["Bcc"] is None
    assert len(parsed.get_all("Subject", [])) == 1
    assert "\n" not in parsed["Subject"]


def test_the_subject_is_read_back_with_its_accents_and_spaces(tmp_path: Path) -> None:
    title = "Été\u00a0: «\u00a0œuvres\u00a0» complètes, 🎉 et d’autres mots pour que cela fasse plus d’une ligne\u202f!"

    assert message(made(a_site(tmp_path, title=title)))["Subject"] == title


def test_the_same_edition_has_the_same_identity_whatever_it_says(tmp_path: Path) -> None:
    one = message(made(a_site(tmp_path)))
    two = message(made(a_site(tmp_path, "Un autre édito.", title="Autre")))

    assert one["Message-ID"] == two["Message-ID"]
    assert one.get_boundary() != two.get_boundary()


def test_the_name_of_a_sender_may_hold_anything(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    sender = {"name": 'Zoé, « la "Toile" » <x@y.example>', "address": "lettre@banc.example"}
    builder.data("channels/newsletter.yaml", {**NEWSLETTER, "from": sender})

    (address,) = message(made(builder))["From"].addresses

    assert (address.display_name, address.addr_spec) == (sender["name"], sender["address"])
