#!/usr/bin/env python3
"""Sends this site's newest letter to a Postfix of its own on this machine, opens it, verifies it, and leaves the list.

Usage, as root (Postfix asks for it), in the environment that scripts/build.py makes:
.venv/bin/python scripts/try_newsletter.py [--keep FOLDER]

Nothing leaves the machine. `--keep` has the clone of the site, the ledger, the list and the mailbox stay in a folder.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import mailbox
import os
import re
import secrets
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from components import COMPONENTS
from environment import ROOT
from postfix import free_port, postfix

LIST, DOMAIN = "lettre.la-toile.example", "la-toile.example"
READERS = ("ada@lectrice.example", "blaise@lecteur.example", "camille@lectrice.example")
COMMAND = (sys.executable, "-c", "from channels.cli import main; main()")


class Failed(Exception):
    """A step that did not come to what it should, in one sentence."""


def main(arguments: list[str]) -> int:
    """Go through every step and say what each came to; exit 1 where one fails, 2 where something is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    asked = parser.parse_args(arguments)
    program = COMPONENTS["postfix"].path()
    if program is None or os.geteuid() != 0:
        print("Postfix is needed, and root to start it: scripts/test.py --full installs it on Debian", file=sys.stderr)
        return 2
    with contextlib.ExitStack() as stack:
        folder = asked.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ligne-letter-")))
        folder.mkdir(parents=True, exist_ok=True)
        server = stack.enter_context(postfix(program))
        try:
            letters = sent(folder, server.port)
            server.drained()
            if asked.keep:
                (folder / "mbox").write_bytes(server.mailbox.read_bytes())
            opened(server.mailbox, folder)
            left(server.mailbox, folder)
        except Failed as failed:
            print(f"✗ {failed}", file=sys.stderr)
            return 1
    print(f"✓ {letters}: sent, opened, verified, left.")
    return 0


def sent(folder: Path, port: int) -> str:
    """Build the site as of its newest letter, and take that letter to a list of three; give the edition."""
    run("git", "clone", "--quiet", str(ROOT), str(folder / "site"), env=dict(os.environ), cwd=folder)
    environ = environment(folder, port)
    (folder / "list.csv").write_text("\n".join(["address;lang", *(f"{reader};fr" for reader in READERS)]) + "\n")
    plan = json.loads(ligne(folder, environ, "plan", "--channel", "newsletter", "--format", "json"))
    newest = max((item for item in plan["items"] if item["state"] == "live"), key=lambda item: str(item["instant"]))
    at = (datetime.fromisoformat(newest["instant"]) + timedelta(hours=1)).isoformat()
    ligne(folder, environ, "subscribers", "import", str(folder / "list.csv"), "--list", LIST, "--consent-how", "essai")
    ligne(folder, environ, "build", "--at", at)
    say(ligne(folder, environ, "deliver", "--channel", "newsletter", "--at", at))
    rehearsed = json.loads(ligne(folder, environ, "deliver", "--channel", "newsletter", "--at", at, "--format", "json"))
    readers = {key.partition(":")[2]: plan["readers"] for key, plan in rehearsed["mail"].items()}
    require(readers[newest["edition"]] == len(READERS), "the newest letter is for all three")
    # What somebody would confirm who has read the lines above: each letter that is due, and for how many.
    confirmed = [word for name, count in readers.items() for word in ("--expect-recipients", f"{name}={count}")]
    words = ("deliver", "--live", "--at", at, "--to", f"folder:{folder}/www", *confirmed)
    say(ligne(folder, environ, *words))
    again = json.loads(ligne(folder, environ, *words, "--format", "json"))
    require(again["deliveries"] == [], "a second run delivers nothing more")
    return str(newest["edition"])


def environment(folder: Path, port: int) -> dict[str, str]:
    """Give what a CI job would have among its secrets."""
    for name, words in {"rsa": ("RSA", "-pkeyopt", "rsa_keygen_bits:2048"), "ed25519": ("ED25519",)}.items():
        path = folder / f"{name}.pem"
        run("openssl", "genpkey", "-quiet", "-out", str(path), "-algorithm", *words, env=dict(os.environ), cwd=folder)
        path.chmod(0o600)
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LIGNE_LEDGER": f"sqlite:{folder}/ledger.db",
        "LIGNE_MAIL": f"smtp+plain://127.0.0.1:{port}",
        "LIGNE_SUBSCRIBERS": f"{LIST}=sqlite:{folder}/readers.db",
        "LIGNE_MASK_KEY": secrets.token_hex(32),
        "LIGNE_TOKEN_KEYS": f"k1:{secrets.token_hex(32)}",
        "LIGNE_DKIM": " ".join(f"{name}._domainkey.{DOMAIN}={folder}/{name}.pem" for name in ("rsa", "ed25519")),
    }


def opened(path: Path, folder: Path) -> None:
    """Open each reader's letter: whom it is to, that it can be read, and that both signatures are good."""
    import dkim

    keys = {f"{name}._domainkey.{DOMAIN}.".encode(): record(folder / f"{name}.pem") for name in ("rsa", "ed25519")}
    letters = letters_in(path)
    require(sorted(letters) == sorted(READERS), f"each reader has it: {len(letters)} of {len(READERS)}")
    for reader, raw in letters.items():
        message = headers_of(raw)
        parts = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
        require(str(message["To"]) == reader, "it is addressed to its reader alone")
        require({"text/plain", "text/html"} <= {*parts}, "it has a text and an HTML part")
        verifier = dkim.DKIM(raw)
        signatures = len(message.get_all("DKIM-Signature", []))
        good = [verifier.verify(index, dnsfunc=lambda name, timeout=5: keys.get(name)) for index in range(signatures)]
        require(good == [True, True], "both signatures are good, over List-Unsubscribe too")
        changed = dkim.DKIM(re.sub(rb"(?m)^(List-Unsubscribe:.*)/u/", rb"\1/x/", raw))
        bad = [changed.verify(index, dnsfunc=lambda name, timeout=5: keys.get(name)) for index in range(signatures)]
        require(bad == [False, False], "a changed link to leave breaks both")
    say(f"« {message['Subject']} », {len(letters)} letters, signed twice, {len(raw):,} bytes each")


def left(path: Path, folder: Path) -> None:
    """Leave by one click at the subscription service, as a mailbox does; again, which succeeds; by a forged link."""
    environ = {**json.loads((folder / "environment.json").read_text())}
    reader = READERS[0]
    link = re.search(r"<(https://[^>]*/u/[^>]*)>", str(headers_of(letters_in(path)[reader])["List-Unsubscribe"]))
    require(link is not None, "the header has an https link")
    token = link[1].rpartition("/")[2] if link else ""
    port = free_port()
    with serving(folder, environ, port):
        require(posted(port, token) == 200, "one click leaves")
        require(posted(port, token) == 200, "a second click succeeds too")
        require(posted(port, token[:-1] + ("0" if token[-1] != "0" else "1")) >= 400, "a forged link is refused")
    counted = json.loads(ligne(folder, environ, "subscribers", "count", LIST, "--format", "json"))
    require(counted["subscribers"] == len(READERS) - 1, "the list has one reader less")


def letters_in(path: Path) -> dict[str, bytes]:
    """Give the message of each reader in a mailbox file, as it was handed over."""
    box = mailbox.mbox(path)
    # The bytes as they stand: what reads a message and writes it again folds its headers anew.
    letters = (box.get_bytes(key).replace(b"\n", b"\r\n") for key in box.iterkeys())
    return {str(headers_of(raw)["Delivered-To"]): raw for raw in letters}


def headers_of(raw: bytes) -> EmailMessage:
    """Give a message, read."""
    return message_from_bytes(raw, _class=EmailMessage, policy=policy.SMTP)


def record(key: Path) -> bytes:
    """Give what the DNS would say of a key."""
    words = ["openssl", "pkey", "-in", str(key), "-pubout", "-outform", "DER"]
    public = subprocess.run(words, capture_output=True, check=True).stdout
    if key.stem == "ed25519":
        # RFC 8463: the 32 bytes of the key alone.
        return b"v=DKIM1; k=ed25519; p=" + b64encode(public[-32:])
    return b"v=DKIM1; k=rsa; p=" + b64encode(public)


@contextmanager
def serving(folder: Path, environ: Mapping[str, str], port: int) -> Iterator[None]:
    """Run the subscription service of the site."""
    words = [*COMMAND, "serve-subscriptions", "--port", str(port), "--site", str(folder / "site")]
    process = subprocess.Popen(words, env=dict(environ), stdout=subprocess.PIPE, text=True, cwd=folder)
    try:
        if process.stdout is None or not process.stdout.readline():
            raise Failed("the subscription service does not start")
        yield
    finally:
        process.terminate()
        process.wait(20)


def posted(port: int, token: str) -> int:
    """Give the status of a one-click POST (RFC 8058)."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/u/{token}", b"List-Unsubscribe=One-Click")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 (loopback)
            status: int = answer.status
            return status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def ligne(folder: Path, environ: Mapping[str, str], *words: str) -> str:
    """Run a verb on the site."""
    (folder / "environment.json").write_text(json.dumps(dict(environ)))
    return run(*COMMAND, *words, "--site", str(folder / "site"), env=environ, cwd=folder)


def run(*words: str, env: Mapping[str, str], cwd: Path) -> str:
    """Give what a program says; raises Failed where it fails."""
    done = subprocess.run(words, env=dict(env), cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        named = words[len(COMMAND) :] if words[: len(COMMAND)] == COMMAND else words
        raise Failed(f"{' '.join(named)}: {done.stdout}{done.stderr}".strip())
    return done.stdout


def require(is_so: bool, what: str) -> None:
    """Say that something is so; raises Failed where it is not."""
    if not is_so:
        raise Failed(f"not so: {what}")
    print(f"✓ {what}")


def say(text: str) -> None:
    """Say what a step told."""
    print("\n".join(f"    {line}" for line in text.splitlines()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
