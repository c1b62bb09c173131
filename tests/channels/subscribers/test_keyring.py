"""Keys come from the environment or from files nobody else may read; what is wrong is said without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.subscribers.keyring import read_keys, read_masks, read_secret_file
from channels.subscribers.mask import Masks
from channels.subscribers.token import Keys
from editorial.errors import EditorialError

HEX = "0123456789abcdef" * 4
OTHER = "fedcba9876543210" * 4


def key_file(folder: Path, text: str, mode: int = 0o600) -> str:
    path = folder / "key"
    path.write_text(text)
    path.chmod(mode)
    return str(path)


def said(environ: dict[str, str]) -> str:
    with pytest.raises(EditorialError) as raised:
        assert (read_masks(environ), read_keys(environ)) == ()
    return str(raised.value)


def test_a_mask_key_is_read_from_the_environment() -> None:
    assert read_masks({"LIGNE_MASK_KEY": f" {HEX}\n"}) == Masks(bytes.fromhex(HEX))


def test_a_mask_key_is_read_from_a_file_of_ones_own(tmp_path: Path) -> None:
    assert read_masks({"LIGNE_MASK_KEY_FILE": key_file(tmp_path, HEX + "\n")}) == Masks(bytes.fromhex(HEX))


def test_the_first_key_of_tokens_signs_and_all_open() -> None:
    found = read_keys({"LIGNE_TOKEN_KEYS": f"k2:{OTHER}\n k1:{HEX}"})
    assert found == Keys("k2", {"k2": bytes.fromhex(OTHER), "k1": bytes.fromhex(HEX)})


def test_keys_of_tokens_are_read_from_a_file_of_ones_own(tmp_path: Path) -> None:
    assert read_keys({"LIGNE_TOKEN_KEYS_FILE": key_file(tmp_path, f"k1:{HEX}")}) == Keys(
        "k1", {"k1": bytes.fromhex(HEX)}
    )


@pytest.mark.parametrize("environ", [{}, {"LIGNE_TOKEN_KEYS": " "}], ids=["absent", "empty"])
def test_there_may_be_no_keys_of_tokens(environ: dict[str, str]) -> None:
    assert read_keys(environ) is None


GOOD = {"LIGNE_MASK_KEY": HEX}
WRONG = {
    "no mask key": ({}, "LIGNE_MASK_KEY is missing"),
    "a short mask key": ({"LIGNE_MASK_KEY": HEX[:30]}, "has 30 hexadecimal digits"),
    "an odd mask key": ({"LIGNE_MASK_KEY": HEX[:33]}, "has 33 hexadecimal digits"),
    "a mask key that is a word": ({"LIGNE_MASK_KEY": "secret" * 9}, "something else than hexadecimal"),
    "digits that are not ASCII": ({"LIGNE_MASK_KEY": "٣" * 64}, "something else than hexadecimal"),
    "both ways at once": ({**GOOD, "LIGNE_MASK_KEY_FILE": "/key"}, "both LIGNE_MASK_KEY and LIGNE_MASK_KEY_FILE"),
    "a key of tokens without a name": ({**GOOD, "LIGNE_TOKEN_KEYS": HEX}, "key no. 1 is not written"),
    "a name with a dot": ({**GOOD, "LIGNE_TOKEN_KEYS": f"a:{HEX} b.c:{HEX}"}, "key no. 2 is not written"),
    "one name twice": ({**GOOD, "LIGNE_TOKEN_KEYS": f"k:{HEX} k:{OTHER}"}, "two keys are called “k”"),
    "a short key of tokens": ({**GOOD, "LIGNE_TOKEN_KEYS": "k:abcd"}, "LIGNE_TOKEN_KEYS (k) has 4"),
}


@pytest.mark.parametrize(("environ", "expected"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_and_no_key_is(environ: dict[str, str], expected: str) -> None:
    message = said(environ)
    assert expected in message
    assert not any(secret in message for secret in (HEX[:30], OTHER[:30], "secret" * 2))


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620], ids=oct)
def test_a_file_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    message = said({"LIGNE_MASK_KEY_FILE": key_file(tmp_path, HEX, mode)})
    assert f"mode {mode:04o}" in message
    assert HEX not in message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "none” does not exist" in said({"LIGNE_MASK_KEY_FILE": str(tmp_path / "none")})


def test_a_folder_is_no_key_file(tmp_path: Path) -> None:
    assert "cannot be read" in said({"LIGNE_MASK_KEY_FILE": str(tmp_path)})


def test_an_empty_file_is_no_missing_key(tmp_path: Path) -> None:
    assert "is empty" in said({**GOOD, "LIGNE_TOKEN_KEYS_FILE": key_file(tmp_path, "\n")})


def test_a_secret_file_is_given_as_it_is(tmp_path: Path) -> None:
    assert read_secret_file(Path(key_file(tmp_path, "-----BEGIN")), "LIGNE_DKIM") == b"-----BEGIN"
