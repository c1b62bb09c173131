"""The keys of DKIM are read from where the environment says, and what is wrong with one is said in a sentence."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from channels.mailing.keys import doubts, read_signers
from editorial.errors import EditorialError
from tests.channels.mailing.letters import LEAVE, PREFER, READER, prepared
from tests.channels.mailing.verifying import NAMES, by_dkimpy, kept, key, signers

NAME = "a._domainkey.exemple.org"


def test_each_key_signs_under_its_own_name(tmp_path: Path) -> None:
    found = [(one.selector, one.domain, one.algorithm, one.bits) for one in signers(tmp_path, "rsa", "ed25519")]
    assert found == [("r", "exemple.org", "rsa-sha256", 2048), ("e", "exemple.org", "ed25519-sha256", 256)]


def test_nothing_named_signs_nothing() -> None:
    assert read_signers({}) == ()


def test_no_key_shows_in_what_is_printed(tmp_path: Path) -> None:
    assert "object" not in repr(signers(tmp_path, "rsa"))


def _text(folder: Path, text: str) -> Path:
    path = folder / "key.pem"
    path.write_text(text)
    path.chmod(0o600)
    return path


def _locked(folder: Path) -> Path:
    secret = key("rsa").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x"))
    return _text(folder, secret.decode())


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda folder: folder / "none.pem", "does not exist"),
    "open to others": (lambda folder: kept(folder / "key.pem", key("rsa"), 0o644), "mode 0644"),
    "too short": (lambda folder: kept(folder / "key.pem", short()), "511 bits only"),
    "of another kind": (
        lambda folder: kept(folder / "key.pem", ec.generate_private_key(ec.SECP256R1())),
        "neither RSA",
    ),
    "for signatures of another kind": (
        lambda folder: kept(folder / "key.pem", dsa.generate_private_key(1024)),
        "neither",
    ),
    "no key": (lambda folder: _text(folder, "words of mine"), "no private key in PEM"),
    "cut": (lambda folder: _text(folder, kept(folder / "a", key("rsa")).read_text()[:400]), "no private key in PEM"),
    "locked": (_locked, "passphrase"),
    "no path": (lambda folder: "", "is not of the form"),
}


def short() -> rsa.RSAPrivateKey:
    """Give an RSA key so short that cryptography makes none any more: of the primes 2^256 - 189 and 2^255 - 19."""
    p, q = 2**256 - 189, 2**255 - 19
    d, public = pow(65537, -1, (p - 1) * (q - 1)), rsa.RSAPublicNumbers(65537, p * q)
    numbers = rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), public)
    return numbers.private_key(unsafe_skip_rsa_key_validation=True)


@pytest.mark.parametrize(("made", "said"), BAD.values(), ids=BAD)
def test_a_key_that_cannot_sign_is_told_in_one_sentence(
    tmp_path: Path, made: Callable[[Path], object], said: str
) -> None:
    with pytest.raises(EditorialError) as raised:
        read_signers({"LIGNE_DKIM": f"{NAME}={made(tmp_path)}"})
    (problem,) = raised.value.problems
    assert said in problem.message.en
    assert "words of mine" not in problem.message.fr


@pytest.mark.parametrize(
    "name", ["exemple.org", "a.exemple.org", "_domainkey.exemple.org", "a b", "a._domainkey.org;x=y"]
)
def test_a_name_that_no_dns_has_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(EditorialError, match="not of the form"):
        read_signers({"LIGNE_DKIM": f"{name}={kept(tmp_path / 'key.pem', key('rsa'))}"})


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    good = kept(tmp_path / "key.pem", key("rsa"))
    with pytest.raises(EditorialError) as raised:
        read_signers({"LIGNE_DKIM": f"{NAME}={good} {NAME}={good} x={good} b._domainkey.exemple.org=/none"})
    assert len(raised.value.problems) == 3


def test_a_weak_key_and_another_domain_are_doubtful(tmp_path: Path) -> None:
    path = kept(tmp_path / "key.pem", rsa.generate_private_key(65537, 1024))
    found = read_signers({"LIGNE_DKIM": f"{NAME}={path}"})
    assert [phrase.en.partition(":")[0] for phrase in doubts(found, "lettre@exemple.net")] == [
        f"the key of {NAME} has 1024 bits, and mailboxes ask for 2048",
        f"{NAME} signs for exemple.org letters that come from exemple.net",
    ]


@pytest.mark.parametrize("sender", ["lettre@exemple.org", "lettre@courrier.exemple.org", "lettre@EXEMPLE.org"])
def test_a_good_key_of_the_senders_domain_leaves_no_doubt(tmp_path: Path, sender: str) -> None:
    assert doubts(signers(tmp_path, "rsa", "ed25519"), sender) == []


def test_the_manual_makes_keys_that_sign_and_records_that_verify(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs/mail.md").read_text(encoding="utf-8")
    commands = next(block for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) if "genpkey" in block)
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    said = ""
    for command in commands.splitlines():
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, encoding="ascii", check=True)
        said += f"{done.stdout}\n" if "-pubout" in command else ""
    public = dict(zip(("rsa", "ed25519"), said.split(), strict=True))
    named = (f"{NAMES[kind]}={tmp_path / f'dkim-{kind}.pem'}" for kind in public)
    letter = prepared(signers=read_signers({"LIGNE_DKIM": " ".join(named)})).message_for(READER, LEAVE, PREFER)
    records = {NAMES[kind]: f"v=DKIM1; k={kind}; p={value}" for kind, value in public.items()}
    assert by_dkimpy(letter, records) == [True, True]
