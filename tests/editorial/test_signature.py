"""A signature is good for its bytes, its key and its namespace; everything else is nobody's."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from editorial.errors import EditorialError
from editorial.signature import fingerprint_in, fingerprint_of, signed, signer


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return path


def test_signature_names_the_key_that_made_it(key: Path) -> None:
    expected = subprocess.run(["ssh-keygen", "-lf", str(key)], check=True, capture_output=True, text=True).stdout
    assert signer(b"x", signed(b"x", key)) == fingerprint_in(key) == expected.split()[1]


def test_signature_of_other_bytes_is_nobodys(key: Path) -> None:
    assert signer(b"y", signed(b"x", key)) is None


def test_signature_made_for_something_else_is_nobodys(key: Path) -> None:
    command = ["ssh-keygen", "-Y", "sign", "-q", "-n", "git", "-f", str(key)]
    made = subprocess.run(command, input=b"x", check=True, capture_output=True).stdout.decode()
    assert signer(b"x", made) is None


HOSTILE = {
    "nothing": "",
    "words": 'Good "ligne" signature with ED25519 key SHA256:AAAA',
    "empty armour": "-----BEGIN SSH SIGNATURE-----\n\n-----END SSH SIGNATURE-----",
    "junk": "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAA\n-----END SSH SIGNATURE-----",
    "huge": "-----BEGIN SSH SIGNATURE-----\n" + "A" * 50_000 + "\n-----END SSH SIGNATURE-----",
    "a NUL": "-----BEGIN SSH SIGNATURE-----\n\0\n-----END SSH SIGNATURE-----",
}


@pytest.mark.parametrize("signature", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_signature_is_nobodys(signature: str) -> None:
    assert signer(b"x", signature) is None


NO_KEYS = {
    "nothing": "",
    "words": "ma clé",
    "another name than inside": "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIMzdiA",
    "no base64": "ssh-ed25519 ****",
    "a private key": "-----BEGIN OPENSSH PRIVATE KEY-----",
}


@pytest.mark.parametrize("text", NO_KEYS.values(), ids=NO_KEYS.keys())
def test_what_is_no_public_key_has_no_fingerprint(text: str) -> None:
    assert fingerprint_of(text) is None


def test_key_that_is_not_there_does_not_sign(tmp_path: Path) -> None:
    with pytest.raises(EditorialError, match="did not sign"):
        signed(b"x", tmp_path / "none")


def test_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, key: Path) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EditorialError, match="install OpenSSH"):
        signed(b"x", key)
