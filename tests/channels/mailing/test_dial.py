"""A connection begins encrypted and by name, or in one sentence that says why not."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from channels.mailing.dial import dialled
from channels.mailing.server import MailServer, Tls
from editorial.errors import EditorialError
from tests.channels.mailing.authority import serving_as, trusting
from tests.channels.mailing.server import DROP, HANG, Server, at, serving

WAIT_S = 10.0
OFFERS = ("STARTTLS", "AUTH PLAIN LOGIN", "SIZE 1000")


def met(server: Server, tls: Tls, *, user: str = "", password: str = "", wait_s: float = WAIT_S) -> dict[str, str]:
    """Give what a server offers to who trusts the authority of tests."""
    with serving(server):
        there = MailServer("127.0.0.1", server.port, tls, user, password)
        wire, offers = dialled(there, "exemple.org", trusting, wait_s)
        wire.close()
    return dict(offers)


def sentence(server: Server, tls: Tls, *, user: str = "", password: str = "", wait_s: float = WAIT_S) -> str:
    """Give why a server is not met, which is one sentence that holds no secret."""
    with pytest.raises(EditorialError) as raised:
        met(server, tls, user=user, password=password, wait_s=wait_s)
    (problem,) = raised.value.problems
    said = problem.message.fr + problem.message.en
    assert not [secret for secret in (user, password) if secret and secret in said]
    return problem.message.en


def secured(folder: Path, *, offers: tuple[str, ...] = OFFERS, is_at_once: bool = False, **more: object) -> Server:
    tls = more.pop("tls", None) or serving_as(folder, "127.0.0.1")
    return Server(offers, tls=tls, is_tls_at_once=is_at_once, **more)  # type: ignore[arg-type]


def test_encryption_begins_after_the_greeting_and_the_server_is_asked_again(tmp_path: Path) -> None:
    server = secured(tmp_path)
    assert met(server, Tls.STARTTLS) == {"AUTH": "PLAIN LOGIN", "SIZE": "1000"}
    assert server.commands == ["EHLO exemple.org", "STARTTLS", "EHLO exemple.org"]


def test_encryption_begins_at_once(tmp_path: Path) -> None:
    server = secured(tmp_path, offers=("SIZE 5",), is_at_once=True)
    assert (met(server, Tls.AT_ONCE), server.commands) == ({"SIZE": "5"}, ["EHLO exemple.org"])


def test_no_encryption_offered_means_nothing_is_said(tmp_path: Path) -> None:
    server = Server(("AUTH PLAIN",))
    assert "STARTTLS" in sentence(server, Tls.STARTTLS, user="ada", password="motdepasse")
    assert server.commands == ["EHLO exemple.org"]


FALSE: dict[str, tuple[Callable[[Path], ssl.SSLContext], str]] = {
    "another's name": (lambda folder: serving_as(folder, "ailleurs.exemple.org"), "not valid for '127.0.0.1'"),
    "an unknown authority": (lambda folder: serving_as(folder, "127.0.0.1", by="nobody"), "unable to get local issuer"),
    "its own authority": (lambda folder: serving_as(folder, "127.0.0.1", by="server"), "self-signed certificate"),
    "expired": (lambda folder: serving_as(folder, "127.0.0.1", days=-1), "expired"),
}


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.AT_ONCE])
@pytest.mark.parametrize(("made", "said"), FALSE.values(), ids=FALSE)
def test_a_wrong_certificate_is_told_and_no_password_is_said(
    tmp_path: Path, made: Callable[[Path], ssl.SSLContext], said: str, tls: Tls
) -> None:
    server = secured(tmp_path, tls=made(tmp_path), is_at_once=tls is Tls.AT_ONCE)
    found = sentence(server, tls, user="ada", password="motdepasse")
    assert found.startswith("the certificate of the server")
    assert said in found
    assert not [command for command in server.commands if "AUTH" in command]


def test_encryption_that_begins_otherwise_than_said_is_told(tmp_path: Path) -> None:
    assert "465" in sentence(Server(), Tls.AT_ONCE)


@pytest.mark.parametrize("way", ["PLAIN", "LOGIN"])
def test_a_user_logs_in(tmp_path: Path, way: str) -> None:
    server = secured(tmp_path, offers=("STARTTLS", f"AUTH CRAM-MD5 {way}"), user=("zoé", "mot de passe€"))
    met(server, Tls.STARTTLS, user="zoé", password="mot de passe€")
    assert [command.split()[1] for command in server.commands if command.startswith("AUTH")] == [way]


@pytest.mark.parametrize("way", ["PLAIN", "LOGIN"])
def test_a_wrong_password_is_told(tmp_path: Path, way: str) -> None:
    server = secured(tmp_path, offers=("STARTTLS", f"AUTH {way}"), user=("ada", "juste"))
    assert "refuses the user or the password" in sentence(server, Tls.STARTTLS, user="ada", password="motdepasse")


def test_a_server_that_takes_no_password_we_can_give_is_told(tmp_path: Path) -> None:
    server = secured(tmp_path, offers=("STARTTLS", "AUTH CRAM-MD5 XOAUTH2"))
    assert "CRAM-MD5 XOAUTH2" in sentence(server, Tls.STARTTLS, user="ada", password="motdepasse")


@pytest.mark.parametrize("step", ["greeting", "EHLO", "STARTTLS", "AUTH"])
@pytest.mark.parametrize("fault", [DROP, HANG, "554 5.7.1 go away", "blah", "421 4.3.2 later"])
def test_a_server_that_goes_wrong_while_we_meet_is_told_in_time(tmp_path: Path, step: str, fault: str) -> None:
    server = secured(tmp_path, fault=at(step, fault), user=("ada", "motdepasse"))
    assert "127.0.0.1" in sentence(
        server, Tls.STARTTLS, user="ada", password="motdepasse", wait_s=0.3 if fault == HANG else WAIT_S
    )


def test_nobody_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    with pytest.raises(EditorialError, match="does not answer"):
        dialled(MailServer("127.0.0.1", port), "", trusting, WAIT_S)


def test_who_has_no_name_says_where_it_is() -> None:
    server = Server()
    with serving(server):
        dialled(MailServer("127.0.0.1", server.port, Tls.NEVER), "pas un nom", trusting, WAIT_S)[0].close()
    assert server.commands == ["EHLO [127.0.0.1]"]


def test_a_server_that_trickles_its_answer_is_not_waited_for() -> None:
    """Each sign comes in time, the answer never."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        here = MailServer("127.0.0.1", listener.getsockname()[1], Tls.NEVER)
        with Trickle(listener), pytest.raises(EditorialError, match="in time"):
            dialled(here, "", trusting, 0.3)


class Trickle:
    """Says `2` again and again to the first who comes."""

    def __init__(self, listener: socket.socket):
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run, args=(listener,), daemon=True)

    def run(self, listener: socket.socket) -> None:
        connection = listener.accept()[0]
        with connection:
            while not self.ended.wait(0.05):
                try:
                    connection.sendall(b"2")
                except OSError:
                    return

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *error: object) -> None:
        self.ended.set()
        self.thread.join()
