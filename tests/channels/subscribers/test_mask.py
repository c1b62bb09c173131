"""A mask stands for an address, however it is written, and says nothing of it without the key."""

from __future__ import annotations

from channels.subscribers.mask import Masks
from channels.subscribers.subscriber import Subscriber

MASKS = Masks(b"k" * 32)


def test_an_address_in_capitals_has_the_same_mask() -> None:
    assert MASKS.mask(" Lea@Example.org ") == MASKS.mask("lea@example.org")


def test_another_key_gives_another_mask() -> None:
    assert MASKS.mask("lea@example.org") != Masks(b"l" * 32).mask("lea@example.org")


def test_neither_a_subscriber_nor_masks_show_what_is_secret() -> None:
    shown = repr((MASKS, Subscriber("lea@example.org", fields={"first_name": "Léa"})))
    assert not any(secret in shown for secret in ("lea@", "Léa", "kkkk"))
