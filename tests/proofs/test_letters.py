"""Whatever a reader is called, the letter to it is whole, signed, and says nothing that is not its own."""

from __future__ import annotations

import email
import email.policy
import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.errors import NonASCIILocalPartDefect
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import seed as seeded

from channels.mailing.dkim import Signer
from channels.mailing.prepare import Preparation, prepare
from channels.mailing.stretch import has_clean_ends, is_address, one_line
from channels.newsletter.letter import Letter
from channels.newsletter.mentions import marked
from channels.newsletter.message import to_message
from channels.newsletter.settings import Sender
from channels.newsletter.words import Words
from channels.subscribers.subscriber import Subscriber
from editorial.errors import EditorialError
from tests.builder import NEWSLETTER
from tests.channels.mailing.letters import MASKS
from tests.channels.mailing.verifying import by_dkimpy, by_mailauth, signers
from tests.channels.newsletter.letters import a_site, letter, words
from tests.proofs.parts import IS_FULL, parts, seed_of

EXAMPLES = 250 if IS_FULL else 40
"""Of one part."""
FIELDS = {"first_name": "chère lectrice"}
_TOKEN = re.compile(r"[A-Za-z0-9._~-]{1,200}")
_TELLING_CHARS = 8
"""Fewer of them stand in any sentence by chance."""

proof = pytest.mark.proof("letters")
any_text = st.text(max_size=120) | st.text('\r\n\t \x00\x85\u2028=?utf-8q_<>@",:;\\().', max_size=40)
addresses = (
    st.emails()
    | st.builds("{}@{}".format, any_text, st.sampled_from(["exemple.org", "xn--caf-dma.exemple.org"]))
    | st.builds("zoé.{}@exemple.org".format, st.text("aé.+-ß漢", max_size=20))
    | any_text
)
tokens = st.from_regex(r"[A-Za-z0-9._~-]{1,120}", fullmatch=True) | any_text


@dataclass(frozen=True)
class Draft:
    """A letter as it is before it is a message, and what its message is made of besides."""

    letter: Letter
    words: Words
    signers: tuple[Signer, ...]


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    folder = tmp_path_factory.mktemp("letters")
    builder = a_site(folder / "site")
    builder.data("channels/newsletter.yaml", {**NEWSLETTER, "fields": {"first_name": {"fr": FIELDS["first_name"]}}})
    return Draft(letter(builder), words(builder), signers(folder, "rsa", "ed25519"))


def written(draft: Draft, subject: str, name: str) -> tuple[Preparation, list[str]]:
    """Give a letter of a subject by a sender, ready and signed by both keys, and the names of its headers."""
    link = "https://lettre.banc.example/u/web et https://lettre.banc.example/p/web ."
    text = marked("Bonjour [[first_name]], " + "d’ici là " * 12 + link + "\n.\n\nFin.  \n", FIELDS)
    page = marked(f'<p lang="fr">Bonjour [[first_name]],</p>\n<a href="{link[:33]}">Partir</a>\n', FIELDS)
    message = to_message(
        replace(draft.letter, subject=subject), Sender(name, "lettre@banc.example"), page, text, draft.words
    )
    ready = prepare(message.raw, message.places, MASKS, edition="lettre", fields=FIELDS, signers=draft.signers)
    return ready, [key for key, _ in email.message_from_bytes(message.raw).items()]


def parsed(message: bytes) -> EmailMessage:
    """Give a message as the standard library reads it; raises where anything in it breaks a rule."""
    policy = email.policy.SMTPUTF8.clone(raise_on_defect=True)
    found = email.message_from_string(message.decode(), policy=policy)
    assert isinstance(found, EmailMessage)
    defects = [defect for value in found.values() for defect in value.defects]
    # To this parser a local part beyond ASCII is one, even where RFC 6532 is what it goes by.
    assert [defect for defect in defects if not isinstance(defect, NonASCIILocalPartDefect)] == []
    return found


def sender_of(message: bytes) -> tuple[str, str]:
    """Give the name and address a message is from; the newer parser takes a no-break space beside a space for none."""
    name, address = parseaddr(email.message_from_bytes(message)["From"])
    return str(make_header(decode_header(name))), address


@proof
@pytest.mark.parametrize("part", parts(few=1, full=40))
def test_no_value_adds_a_header_or_a_byte_that_mail_does_not_have(
    draft: Draft, part: int, record_property: Callable[[str, object], None]
) -> None:
    """Addresses, names, subjects, fields and tokens: refused by name of nobody, or read back as they were given."""
    taken: list[str] = []

    @seeded(seed_of("values", part))
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), database=None, derandomize=False)
    @given(st.text(min_size=1, max_size=150), st.text(max_size=60), any_text, addresses, tokens)
    def holds(subject: str, name: str, field: str, address: str, token: str) -> None:
        subject, name = one_line(subject) or "Sujet", one_line(name)
        ready, names = written(draft, subject, name)
        reader = Subscriber(address, fields={"first_name": field})
        if not is_address(address) or not _TOKEN.fullmatch(token):
            with pytest.raises(EditorialError) as raised:
                ready.message_for(reader, token, "v1.k.p.x")
            assert len(address) < _TELLING_CHARS or address not in str(raised.value)
            return
        message = ready.message_for(reader, token, "v1.k.p.x")
        found = parsed(message)
        head, _, body = message.partition(b"\r\n\r\n")
        assert [key for key, _ in email.message_from_bytes(message).items()] == ["DKIM-Signature"] * 2 + names
        assert has_clean_ends(message)
        assert body.isascii()
        assert max(map(len, head.split(b"\r\n"))) <= 998
        assert max(map(len, body.split(b"\r\n"))) <= 76
        assert found["Subject"] == subject
        assert sender_of(message) == (name, "lettre@banc.example")
        assert message.count(f"\r\nTo: {address}\r\n".encode()) == 1
        assert found["List-Unsubscribe"].startswith(f"<https://lettre.banc.example/u/{token}>, ")
        plain, page = (part.get_content() for part in found.iter_parts())
        said = one_line(field) or FIELDS["first_name"]
        assert f"Bonjour {said}," in plain.replace("\r\n", "\n")
        assert f"Bonjour {html.escape(said)}," in page
        assert by_dkimpy(message) == [True, True]
        assert is_address(ready.sender_for(reader))
        taken.append(address)

    holds()
    assert taken
    record_property("cases", EXAMPLES)


@proof
@pytest.mark.parametrize("part", parts(few=1, full=10))
def test_another_program_verifies_letters_to_readers_of_any_name(
    draft: Draft,
    needs: Callable[[str], Path],
    part: int,
    record_property: Callable[[str, object], None],
) -> None:
    module, messages = needs("mailauth"), list[bytes]()

    @seeded(seed_of("verified", part))
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), database=None, derandomize=False)
    @given(st.text(min_size=1, max_size=150), st.text(max_size=60), any_text)
    def collect(subject: str, name: str, field: str) -> None:
        ready, _ = written(draft, one_line(subject) or "Sujet", one_line(name))
        reader = Subscriber(f"r{len(messages)}@exemple.org", fields={"first_name": field})
        messages.append(ready.message_for(reader, "v1.k.l.x", "v1.k.p.x"))

    collect()
    assert by_mailauth(messages, module) == [[True, True]] * len(messages)
    record_property("cases", len(messages))
