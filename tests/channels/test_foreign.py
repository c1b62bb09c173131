"""JSON that others wrote is read, or is none: whoever asks has one error to think of."""

from __future__ import annotations

import pytest

from channels.foreign import json_of

NONE = {
    "nothing": b"",
    "cut off": b'{"a": ',
    "nested without end": b"[" * 200_000,
    "groups without end": b'{"a":' * 200_000,
    "no UTF-8": b'"\xff"',
    "a number without end": b"1" * 5_000,
}


@pytest.mark.parametrize("raw", NONE.values(), ids=NONE)
def test_what_is_no_json_is_a_value_error(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        json_of(raw)


def test_json_is_given_as_it_is() -> None:
    assert json_of(b'{"a": [1, "\xc3\xa9", null]}') == json_of('{"a": [1, "é", null]}') == {"a": [1, "é", None]}
