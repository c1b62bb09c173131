"""The keys that sign letters by DKIM, from files that the environment names; what is in them shows in no message."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from channels.mailing.dkim import Signer
from channels.subscribers.keyring import read_secret_file
from editorial.errors import EditorialError, Problem
from editorial.finding import Phrase

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

VARIABLE = "LIGNE_DKIM"
MIN_RSA_BITS = 1024
"""Below it no receiver heeds a signature (RFC 8301, 3.2)."""
GOOD_RSA_BITS = 2048
"""What RFC 8301 (3.2) asks of who signs."""


def read_signers(environ: Mapping[str, str]) -> tuple[Signer, ...]:
    """Give who signs, as LIGNE_DKIM says: `selector._domainkey.domain=PATH`, one or more, separated by whitespace.

    Raises EditorialError with everything wrong in it.
    """
    signers: dict[str, Signer] = {}
    problems: list[Problem] = []
    for written in environ.get(VARIABLE, "").split():
        name, _, path = written.partition("=")
        try:
            found = _NAME.fullmatch(name.lower())
            if not found or not path:
                raise EditorialError(_BAD_NAME.fill(found=name))
            if found[0] in signers:
                raise EditorialError(_TWICE.fill(name=name))
            signers[found[0]] = _signer(found["selector"], found["domain"], Path(path))
        except EditorialError as error:
            problems += error.problems
    if problems:
        raise EditorialError(problems)
    return tuple(signers.values())


def doubts(signers: Iterable[Signer], sender: str) -> list[Phrase]:
    """Say what receivers may hold against good signatures of letters from an address: weak keys, another's domain."""
    domain = sender.rpartition("@")[2].lower()
    said = []
    for signer in signers:
        name = f"{signer.selector}._domainkey.{signer.domain}"
        if signer.algorithm == "rsa-sha256" and signer.bits < GOOD_RSA_BITS:
            said.append(_WEAK.fill(name=name, bits=signer.bits))
        if not f".{domain}".endswith(f".{signer.domain}"):
            said.append(_STRANGE.fill(name=name, signs=signer.domain, domain=domain))
    return said


def _signer(selector: str, domain: str, path: Path) -> Signer:
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError:
        raise EditorialError(_NO_EXTRA) from None
    secret = read_secret_file(path, VARIABLE)
    try:
        key = load_pem_private_key(secret, password=None)
    except TypeError:
        raise EditorialError(_LOCKED.fill(path=path)) from None
    except (ValueError, UnsupportedAlgorithm):
        raise EditorialError(_NO_KEY.fill(path=path)) from None
    if isinstance(key, Ed25519PrivateKey):
        sign = key.sign
        return Signer(domain, selector, "ed25519-sha256", lambda said: sign(sha256(said).digest()), 256)
    if not isinstance(key, RSAPrivateKey):
        raise EditorialError(_OTHER_KIND.fill(path=path))
    if key.key_size < MIN_RSA_BITS:
        raise EditorialError(_SHORT.fill(path=path, bits=key.key_size))
    return Signer(domain, selector, "rsa-sha256", _by_rsa(key), key.key_size)


def _by_rsa(key: RSAPrivateKey) -> Callable[[bytes], bytes]:
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    padding, digest = PKCS1v15(), SHA256()
    return lambda said: key.sign(said, padding, digest)


_LABEL = r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?"
_NAME = re.compile(rf"(?P<selector>{_LABEL}(?:\.{_LABEL})*?)\._domainkey\.(?P<domain>{_LABEL}(?:\.{_LABEL})+)")
_MAKE = "openssl genpkey -algorithm rsa -pkeyopt rsa_keygen_bits:2048 -out dkim.pem"
_BAD_NAME = Phrase(
    "LIGNE_DKIM : « {found} » n’est pas de la forme sélecteur._domainkey.domaine=CHEMIN, par exemple "
    "ligne._domainkey.exemple.org=/run/secrets/dkim.pem",
    "LIGNE_DKIM: “{found}” is not of the form selector._domainkey.domain=PATH, for instance "
    "ligne._domainkey.example.org=/run/secrets/dkim.pem",
)
_TWICE = Phrase(
    "LIGNE_DKIM nomme {name} deux fois : une clé RSA et une clé Ed25519 ont chacune leur sélecteur",
    "LIGNE_DKIM names {name} twice: an RSA key and an Ed25519 key each have a selector of their own",
)
_LOCKED = Phrase(
    "LIGNE_DKIM : la clé « {path} » demande une phrase de passe, que personne ne tape dans un travail de CI : "
    "ôtez-la (openssl pkey -in … -out …) et gardez le fichier en chmod 600",
    "LIGNE_DKIM: the key “{path}” asks for a passphrase, which nobody types in a CI job: take it off "
    "(openssl pkey -in … -out …) and keep the file in chmod 600",
)
_NO_KEY = Phrase(
    f"LIGNE_DKIM : le fichier « {{path}} » ne contient pas de clé privée en PEM : faites-en une avec {_MAKE}",
    f"LIGNE_DKIM: the file “{{path}}” holds no private key in PEM: make one with {_MAKE}",
)
_OTHER_KIND = Phrase(
    f"LIGNE_DKIM : la clé « {{path}} » n’est ni RSA ni Ed25519, et DKIM n’en connaît pas d’autre : {_MAKE}",
    f"LIGNE_DKIM: the key “{{path}}” is neither RSA nor Ed25519, and DKIM knows no other: {_MAKE}",
)
_SHORT = Phrase(
    f"LIGNE_DKIM : la clé « {{path}} » n’a que {{bits}} bits et personne n’y croirait : {_MAKE}",
    f"LIGNE_DKIM: the key “{{path}}” has {{bits}} bits only, and nobody would believe it: {_MAKE}",
)
_NO_EXTRA = Phrase(
    "signer les lettres (LIGNE_DKIM) demande l’extra « mail » : pip install 'ligne[mail]'",
    "signing letters (LIGNE_DKIM) needs the extra “mail”: pip install 'ligne[mail]'",
)
_WEAK = Phrase(
    "la clé de {name} a {bits} bits, et les messageries en demandent 2048 : publiez-en une autre sous un nouveau "
    "sélecteur",
    "the key of {name} has {bits} bits, and mailboxes ask for 2048: publish another under a new selector",
)
_STRANGE = Phrase(
    "{name} signe pour {signs} des lettres qui viennent de {domain} : pour DMARC, elles ne sont pas signées ; signez "
    "pour {domain}",
    "{name} signs for {signs} letters that come from {domain}: to DMARC they are unsigned; sign for {domain}",
)
