"""Keys to sign with, the DNS that would publish them, and two programs that verify what was signed."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import dkim
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from channels.mailing.dkim import Signer
from channels.mailing.keys import read_signers

Key = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
NAMES = {"rsa": "r._domainkey.exemple.org", "ed25519": "e._domainkey.exemple.org"}


@cache
def key(kind: str) -> Key:
    """Give the key of a kind, the same in all tests of a run."""
    return ed25519.Ed25519PrivateKey.generate() if kind == "ed25519" else rsa.generate_private_key(65537, 2048)


def kept(path: Path, secret: Key | object, mode: int = 0o600) -> Path:
    """Give the file of a key, as openssl writes it."""
    path.touch(mode)
    path.write_bytes(secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))  # type: ignore[attr-defined]
    path.chmod(mode)
    return path


def signers(folder: Path, *kinds: str) -> tuple[Signer, ...]:
    """Give who signs with keys of these kinds, read as a user gives them."""
    written = (f"{NAMES[kind]}={kept(folder / f'{kind}.pem', key(kind))}" for kind in kinds)
    return read_signers({"LIGNE_DKIM": " ".join(written)})


@cache
def records() -> Mapping[str, str]:
    """Give what the DNS says of the keys (RFC 6376, 3.6.1; RFC 8463, 4.2: Ed25519 by its 32 bytes alone)."""
    plain = key("ed25519").public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    whole = key("rsa").public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    pairs = (("ed25519", plain), ("rsa", whole))
    return {NAMES[kind]: f"v=DKIM1; k={kind}; p={base64.b64encode(public).decode()}" for kind, public in pairs}


def by_dkimpy(message: bytes, published: Mapping[str, str] | None = None) -> list[bool]:
    """Give, for each signature of a message, whether dkimpy holds it good by what is published in the DNS."""
    published = published or records()

    def asked(name: bytes, timeout: int = 5) -> bytes:
        return published[name.decode().rstrip(".")].encode()

    def is_good(at: int) -> bool:
        try:
            return bool(dkim.DKIM(message).verify(at, dnsfunc=asked))
        except dkim.ValidationError:
            return False

    return [is_good(at) for at in range(message.partition(b"\r\n\r\n")[0].count(b"DKIM-Signature:"))]


def by_mailauth(messages: Sequence[bytes], module: Path) -> list[list[bool]]:
    """Give the same of many messages, as mailauth holds it."""
    asked = {"records": dict(records()), "messages": [base64.b64encode(message).decode() for message in messages]}
    done = subprocess.run(
        ["node", str(Path(__file__).with_name("verify.cjs")), str(module)],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    return [[result == "pass" for result in results] for results in json.loads(done.stdout)]
