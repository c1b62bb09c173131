"""Letters for the tests of the post: a message with places, as `ligne build` makes them, and a reader."""

from __future__ import annotations

from channels.mailing.dkim import Signer
from channels.mailing.prepare import Preparation, prepare
from channels.newsletter.substitution import Part, Place
from channels.subscribers.mask import Masks
from channels.subscribers.subscriber import Subscriber

MASKS = Masks(b"the key of the masks in tests")
FIELDS = {"first_name": "chère lectrice, cher lecteur"}
READER = Subscriber("ada@exemple.org", fields={"first_name": "Ada"})
LEAVE, PREFER = "v1.k.l.leave-ada", "v1.k.p.prefer-ada"

_TEMPLATE = (
    b"From: La Toile <lettre@exemple.org>\r\nReply-To: redaction@exemple.org\r\nTo: {to:address}\r\n"
    b"Subject: =?utf-8?q?L=E2=80=99=C3=A9t=C3=A9?=\r\n =?utf-8?q?_des_pages?=\r\n"
    b"Date: Thu, 05 Nov 2026 07:00:00 +0100\r\nMessage-ID: <lettre-2026-11-05.0123456789abcdef@lettre.exemple.org>\r\n"
    b"List-Id: <lettre.exemple.org>\r\n"
    b"List-Unsubscribe: <https://abo.exemple.org/u/{header:leave}>, <mailto:partir@exemple.org>\r\n"
    b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nPrecedence: bulk\r\nFeedback-ID: lettre:ligne:exemple\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="=_b"\r\n\r\n'
    b'--=_b\r\nContent-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    b"Bonjour =\r\n{text:first_name}=\r\n,\r\n\r\nUn texte.  Deux   espaces, une ligne \t=\r\nde plus.\r\n"
    b".\r\n..points\r\nPartir : https://abo.exemple.org/u/=\r\n{text:leave}=\r\n\r\n\r\n"
    b'--=_b\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    b"<p>Bonjour =\r\n{html:first_name}=\r\n,</p>\r\n%b<p>%b</p>\r\n"
    b'<a href=3D"https://abo.exemple.org/u/=\r\n{html:leave}=\r\n">Partir</a>\r\n'
    b'<a href=3D"https://abo.exemple.org/p/=\r\n{html:preferences}=\r\n">Choisir</a>\r\n\r\n--=_b--\r\n'
)
_DEFAULTS = {
    "address": b"undisclosed-recipients:;",
    "first_name": b"ch=C3=A8re lectrice, cher lecteur",
    "leave": b"web",
    "preferences": b"web",
}


def built(size_bytes: int = 2_000) -> tuple[bytes, list[Place]]:
    """Give the bytes of a letter of about so many bytes, and its places."""
    line = b'<td style=3D"padding: 0 24px">Une ligne de la lettre, de son long</td>\r\n'
    rest = _TEMPLATE % (line * (size_bytes // len(line)), b"fin")
    message, places = b"", list[Place]()
    while b"{" in rest:
        before, _, rest = rest.partition(b"{")
        part, _, name = (written := rest[: rest.index(b"}")].decode()).partition(":")
        rest = rest[len(written) + 1 :]
        start = len(message) + len(before)
        message += before + _DEFAULTS[name]
        places.append(Place(name, Part(part), start, len(message)))
    return message + rest, places


def prepared(size_bytes: int = 2_000, *, signers: tuple[Signer, ...] = (), bounce: str = "") -> Preparation:
    """Give a letter that is ready for its readers."""
    return prepare(
        *built(size_bytes), MASKS, edition="lettre/2026-11-05", fields=FIELDS, signers=signers, bounce=bounce
    )
