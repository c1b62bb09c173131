"""The command serves subscriptions: its mails are signed and arrive, its export is a source, it stops when told to."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from urllib.parse import urlencode

import pytest

from channels.subscribers.keyring import read_keys
from channels.subscribers.setting import open_source
from channels.subscribers.token import Purpose
from tests.channels.mailing.server import Server, serving
from tests.channels.mailing.verifying import NAMES, by_dkimpy, kept, key
from tests.channels.service.house import FORM, LEA, LIST, TOKEN, links_in, site
from tests.command import ligne

LIGNE = Path(sys.executable).parent / "ligne"
KEYS = {
    "LIGNE_MASK_KEY": "ab" * 32,
    "LIGNE_TOKEN_KEYS": f"k1:{'cd' * 32}",
    "LIGNE_SERVICE_TOKEN": TOKEN,
    "LIGNE_MAIL": "smtp+plain://127.0.0.1:1",
}


@contextmanager
def serving_subscriptions(root: Path, environ: Mapping[str, str]) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run the command on a free port, and give its address and process."""
    kept_ones = {name: value for name, value in os.environ.items() if not name.startswith("LIGNE_")}
    running = subprocess.Popen(
        [LIGNE, "serve-subscriptions", "--site", root, "--port", "0"],
        env={**kept_ones, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert running.stdout is not None
        found = re.search(r"http://(127\.0\.0\.1:\d+)", running.stdout.readline())
        assert found, running.communicate(timeout=10)
        yield found[1], running
    finally:
        running.kill()
        running.communicate()


def ask(address: str, method: str, path: str, fields: Mapping[str, str] | None = None) -> str:
    connection = http.client.HTTPConnection(address, timeout=20)
    connection.request(method, path, urlencode(fields or {}) if method == "POST" else None, {"content-type": FORM})
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    assert answer.status == 200, said
    return said


def test_from_the_form_by_a_mail_server_to_a_list_and_out_by_one_click(tmp_path: Path) -> None:
    root = site(tmp_path / "site")
    with serving(Server()) as mail:
        environ = {
            **KEYS,
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "LIGNE_MAIL": f"smtp+plain://127.0.0.1:{mail.port}",
            "LIGNE_DKIM": f"{NAMES['rsa']}={kept(tmp_path / 'rsa.pem', key('rsa'))}",
        }
        with serving_subscriptions(root, environ) as (address, running):
            source = {**KEYS, "LIGNE_SUBSCRIBERS": f"{LIST}=service:http://{address}"}
            asked = ask(address, "GET", "/?lang=fr")
            seal = re.findall(r'name="seal" value="([^"]+)"', asked)[0]
            ask(address, "POST", "/subscribe?lang=fr", {"address": LEA, "seal": seal})
            (message,) = arrived(mail)
            assert (mail.taken[LEA], by_dkimpy(message)) == (1, [True])
            (link,) = links_in(message_from_bytes(message, policy=SMTP))
            ask(address, "POST", link)
            assert [reader.address for reader in open_source(LIST, source, root).subscribers()] == [LEA]
            known = re.findall(r"/c/v1\.k1\.c\.([0-9a-f]{32})", link)[0]
            leave = leave_token(known)
            assert "Désabonnement" in ask(address, "POST", f"/u/{leave}?lang=fr", {"List-Unsubscribe": "One-Click"})
            assert list(open_source(LIST, source, root).subscribers()) == []
            running.send_signal(signal.SIGINT)
            out, err = running.communicate(timeout=20)
    assert (running.returncode, out) == (0, "Arrêté.\n")
    assert not any(secret in err for secret in (LEA, link, leave, TOKEN))
    (database,) = (tmp_path / "state" / "ligne").iterdir()
    assert (database.name, database.stat().st_mode & 0o777) == (f"{LIST}.db", 0o600)


def arrived(mail: Server) -> list[bytes]:
    """Give the messages that a server took, once there are some, or after ten seconds."""
    for _ in range(500):
        if mail.messages:
            break
        time.sleep(0.02)
    return mail.messages


def leave_token(mask: str) -> str:
    """Give the token of a letter's List-Unsubscribe."""
    keys = read_keys(KEYS)
    assert keys is not None
    return keys.seal(Purpose.LEAVE, mask)


WRONG = {
    "no key of masks": ({"LIGNE_MASK_KEY": ""}, (), "LIGNE_MASK_KEY manque"),
    "no key of tokens": ({"LIGNE_TOKEN_KEYS": ""}, (), "LIGNE_TOKEN_KEYS manque"),
    "no mail server": ({"LIGNE_MAIL": ""}, (), "LIGNE_MAIL ne nomme aucun serveur"),
    "a token to guess": ({"LIGNE_SERVICE_TOKEN": "secret"}, (), "LIGNE_SERVICE_TOKEN peut se deviner"),
    "a list in a file": ({"LIGNE_SUBSCRIBERS": f"{LIST}=csv:a.csv"}, (), "est dans un fichier (csv:)"),
    "an address that is not safe": ({}, ("--url", "http://banc.example"), "ne peut pas être l’adresse du service"),
    "no such address here": ({}, ("--host", "192.0.2.1"), "rien ne peut écouter sur 192.0.2.1"),
    "a password in the URL": ({}, ("--database", "postgresql://a:mot-secret@[::1"), "n’est pas lisible"),
}


@pytest.mark.parametrize(("environ", "words", "expected"), WRONG.values(), ids=WRONG)
def test_what_is_missing_or_wrong_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], words: tuple[str, ...], expected: str
) -> None:
    for name, value in {**KEYS, "XDG_STATE_HOME": str(tmp_path / "state"), **environ}.items():
        monkeypatch.setenv(name, value)
    ran = ligne("serve-subscriptions", "--port", "0", *words, site=site(tmp_path / "site"))
    assert (ran.code, expected in ran.err, ran.out) == (2, True, ""), ran.said
    assert "mot-secret" not in ran.said
