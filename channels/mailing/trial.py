"""A test of a letter: sent to the desk, or whom somebody names, with a mark before its subject; in no ledger."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing

from channels.mailing.dkim import Signer
from channels.mailing.letter import Letter
from channels.mailing.prepare import prepare
from channels.mailing.transport import Reply, Transport
from channels.subscribers.address import normalised
from channels.subscribers.mask import Masks
from channels.subscribers.subscriber import Subscriber
from editorial.errors import EditorialError
from editorial.finding import Phrase

MARK = "[test]"
"""What stands before the subject, in any language."""
TOKEN = "web"  # noqa: S105 (what stands in the links of the message as it is built: they lead to a page that explains)


def recipients_of(named: Sequence[str], desk: str) -> list[str]:
    """Give the addresses a test goes to: those that were named, else the desk's; raises EditorialError, naming none."""
    if not named and not desk:
        raise EditorialError(_NO_DESK)
    found = [normalised(address) for address in named or [desk]]
    if None in found:
        raise EditorialError(_NO_ADDRESS.fill(number=found.index(None) + 1))
    return [address for address in dict.fromkeys(found) if address]


def send_test(
    letter: Letter, recipients: Sequence[str], transports: Callable[[], Transport], signers: Iterable[Signer] = ()
) -> list[Reply]:
    """Send a letter to some addresses, and give what became of each, in order; raises EditorialError.

    It is signed as the letter will be. Its links to leave are those of the built message, which let nobody leave.
    """
    marked = letter.marked(MARK)
    masks = Masks(secrets.token_bytes(32))
    # Another identity than the letter's: a mailbox would hide one of two messages with the same.
    edition = f"{letter.id} {secrets.token_hex(8)}"
    preparation = prepare(marked.message, marked.places, masks, edition=edition, fields=letter.fields, signers=signers)
    with closing(transports()) as transport:
        return [
            transport.send(preparation.sender, address, preparation.message_for(Subscriber(address), TOKEN, TOKEN))
            for address in recipients
        ]


_NO_DESK = Phrase(
    "un essai va à l’adresse « desk » de channels/newsletter.yaml, qui n’en nomme aucune : ajoutez-la, ou --recipient "
    "ADRESSE",
    "a test goes to the address “desk” of channels/newsletter.yaml, which names none: add it, or --recipient ADDRESS",
)
_NO_ADDRESS = Phrase(
    "--recipient n° {number} n’est pas une adresse de courriel : écrivez nom@exemple.org",
    "--recipient no. {number} is not a mail address: write name@example.org",
)
