"""Signatures with SSH keys, made and read by `ssh-keygen`, which every system with git has."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

from editorial.errors import EditorialError
from editorial.finding import Phrase

NAMESPACE = "ligne"
"""What every signature is made for: none that was made for git or a file counts here (PROTOCOL.sshsig, OpenSSH)."""
MAX_CHARS = 10_000
PIN = "LIGNE_TRUST_ROOT"
"""The environment variable that names the root of trust: a key's fingerprint, a key or its file, a masthead's hash."""


def pin() -> str:
    """Give what the environment pins, or nothing."""
    return os.environ.get(PIN, "").strip()


def signed(statement: bytes, key: Path) -> str:
    """Give the armoured signature of a statement by a private key (or a public one that the agent holds)."""
    done = _run(["-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key)], statement)
    if done.returncode or not _ARMOUR.fullmatch(done.stdout.decode("ascii", "replace").strip()):
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise EditorialError(_NOT_SIGNED.fill(key=key, said=said[-1] if said else f"exit {done.returncode}"))
    return done.stdout.decode("ascii")


@lru_cache(maxsize=10_000)
def signer(statement: bytes, signature: str) -> str | None:
    """Give the fingerprint of the key that signed a statement, None where the signature is not good."""
    armour = signature.strip()
    if len(armour) > MAX_CHARS or not _ARMOUR.fullmatch(armour):
        return None
    with tempfile.TemporaryDirectory(prefix="ligne-") as folder:
        file = Path(folder, "signature")
        file.write_text(armour + "\n", encoding="ascii")
        done = _run(["-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(file)], statement)
    found = _GOOD.match(done.stdout.decode("ascii", "replace"))
    return found[1] if found and not done.returncode else None


def fingerprint_of(public_key: str) -> str | None:
    """Give the SHA256 fingerprint of a public key, typed as in a `.pub` file; None where it is none."""
    found = _PUBLIC.match(public_key.strip())
    if not found:
        return None
    try:
        raw = base64.b64decode(found[2], validate=True)
    except (binascii.Error, ValueError):
        return None
    name = found[1].encode()
    if raw[:4] != len(name).to_bytes(4, "big") or raw[4 : 4 + len(name)] != name:
        return None
    return "SHA256:" + base64.b64encode(hashlib.sha256(raw).digest()).decode().rstrip("=")


def fingerprint_in(key: Path) -> str | None:
    """Give the fingerprint of a key file, public or private; None where it holds none."""
    for path in (key, key.with_name(f"{key.name}.pub")):
        try:
            found = fingerprint_of(path.read_bytes()[:MAX_CHARS].decode("utf-8", "replace"))
        except OSError:
            continue
        if found:
            return found
    done = _run(["-y", "-P", "", "-f", str(key)], b"")
    return fingerprint_of(done.stdout.decode("ascii", "replace")) if not done.returncode else None


def _run(arguments: list[str], stdin: bytes) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(
            ["ssh-keygen", *arguments], input=stdin, capture_output=True, env=environment, check=False
        )
    except FileNotFoundError:
        raise EditorialError(_MISSING) from None


_ARMOUR = re.compile(r"-----BEGIN SSH SIGNATURE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END SSH SIGNATURE-----")
_GOOD = re.compile(rf'Good "{NAMESPACE}" signature with \S+ key (SHA256:[A-Za-z0-9+/]+)\s*$')
_PUBLIC = re.compile(r"((?:sk-)?(?:ssh|ecdsa)-[A-Za-z0-9@.-]+)\s+([A-Za-z0-9+/=]+)(?:\s|$)")
_MISSING = Phrase(
    "ssh-keygen est introuvable : installez OpenSSH (Debian : apt-get install openssh-client)",
    "ssh-keygen is not to be found: install OpenSSH (Debian: apt-get install openssh-client)",
)
_NOT_SIGNED = Phrase("la clé {key} n’a pas signé : {said}", "the key {key} did not sign: {said}")
