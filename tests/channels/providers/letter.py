"""A letter as the build leaves it: a message with defaults in its places, and where these are."""

from __future__ import annotations

import binascii
import re

from channels.newsletter.substitution import Part, Place

HTML = (
    "<!doctype html><html><head><style>a{color:red}@media{{%}}</style></head><body><p>Bonjour [[first_name]], "
    '{{ 1 }} &amp; {% x %}.</p><a href="https://l.example/u/[[leave]]">Partir</a></body></html>'
)
TEXT = "Bonjour [[first_name]], {{ 1 }}.\n\nPartir : https://l.example/u/[[leave]]\n"
DEFAULTS = {"first_name": 'chère "lectrice"', "leave": "web", "address": "undisclosed-recipients:;"}
FIELDS = {"first_name": DEFAULTS["first_name"]}
_MARK = re.compile(rb"\[\[(\w+)\]\]")


def built(html: str = HTML, text: str = TEXT) -> tuple[bytes, list[Place]]:
    """Give a message and its places."""
    marked = (
        b"From: La Toile <lettre@la-toile.example>\r\nReply-To: redaction@la-toile.example\r\nTo: [[address]]\r\n"
        b"Subject: =?utf-8?q?L=E2=80=99automne?=\r\nMessage-ID: <a.b@la-toile.example>\r\n"
        b"List-Id: <lettre.la-toile.example>\r\nList-Unsubscribe: <https://l.example/u/[[leave]]>\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="=_b"\r\n\r\n'
    )
    for kind, body in (("plain", text), ("html", html)):
        marked += f'--=_b\r\nContent-Type: text/{kind}; charset="utf-8"\r\n'.encode()
        marked += b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        pieces = re.split(r"(\[\[\w+\]\])", body)
        soft = (f"=\r\n{piece}=\r\n".encode() if n % 2 else _coded(piece) for n, piece in enumerate(pieces))
        marked += b"".join(soft) + b"\r\n"
    return _filled(marked + b"--=_b--\r\n")


def _coded(piece: str) -> bytes:
    return binascii.b2a_qp(piece.encode()).replace(b"\n", b"\r\n")


def _filled(marked: bytes) -> tuple[bytes, list[Place]]:
    made, places, end = b"", [], 0
    for found in _MARK.finditer(marked):
        made += marked[end : found.start()]
        name = found[1].decode()
        value = DEFAULTS[name].encode()
        after = marked[: found.start()]
        part = Part.HTML if b"text/html" in after else Part.TEXT if b"text/plain" in after else Part.HEADER
        part = Part.RECIPIENT if name == "address" else part
        value = _coded(DEFAULTS[name]) if part in (Part.HTML, Part.TEXT) else value
        places.append(Place(name, part, len(made), len(made) + len(value)))
        made, end = made + value, found.end()
    return made + marked[end:], places
