"""LIGNE_MAIL names a mail server, or is told to be wrong without a word of what it holds."""

from __future__ import annotations

import pytest

from channels.mailing.server import MailServer, Tls, read_server
from editorial.errors import EditorialError

GOOD = {
    "smtp://mail.exemple.org": MailServer("mail.exemple.org", 587, Tls.STARTTLS),
    "smtp://ada@mail.exemple.org:2587": MailServer("mail.exemple.org", 2587, Tls.STARTTLS, "ada", "secret"),
    "smtps://ada%40exemple.org:p%3Aw%2F%C3%A9@mail.exemple.org": MailServer(
        "mail.exemple.org", 465, Tls.AT_ONCE, "ada@exemple.org", "p:w/é"
    ),
    "smtps://[2001:db8::1]:465": MailServer("2001:db8::1", 465, Tls.AT_ONCE),
    "smtp+plain://127.0.0.1:2525": MailServer("127.0.0.1", 2525, Tls.NEVER),
    "smtp+plain://[::1]:2525/": MailServer("::1", 2525, Tls.NEVER),
    "smtp+plain://localhost": MailServer("localhost", 25, Tls.NEVER),
}
BAD = [
    *("", "mail.exemple.org", "mail.exemple.org:587", "http://mail.exemple.org", "smtp://", "smtp://a b", "smtp:///x"),
    *("smtp://ada:motcache@mail.exemple.org:port", "smtp://ada:motcache@mail.exemple.org:99999", "smtp://x:0"),
    *("smtp://ada:motcache@mail.exemple.org/chemin", "smtp://ada:motcache@mail.exemple.org?a=b", "smtp://[::1"),
    *("smtp+plain://ada:motcache@mail.exemple.org", "smtp+plain://10.0.0.1", "smtp://ada:mot%0Acache@mail.exemple.org"),
]


@pytest.mark.parametrize(("written", "server"), GOOD.items(), ids=list(GOOD))
def test_a_server_is_read(written: str, server: MailServer) -> None:
    assert read_server({"LIGNE_MAIL": written, "LIGNE_MAIL_PASSWORD": "secret"}) == server


@pytest.mark.parametrize("written", BAD)
def test_what_names_no_server_is_told_without_what_it_holds(written: str) -> None:
    with pytest.raises(EditorialError) as raised:
        read_server({"LIGNE_MAIL": written})
    (problem,) = raised.value.problems
    assert "smtp" in problem.message.en
    assert "cache" not in problem.message.fr + problem.message.en


def test_a_user_without_a_password_is_told() -> None:
    with pytest.raises(EditorialError, match="LIGNE_MAIL_PASSWORD"):
        read_server({"LIGNE_MAIL": "smtp://ada@mail.exemple.org"})


def test_a_server_shows_neither_its_user_nor_its_password() -> None:
    server = read_server({"LIGNE_MAIL": "smtps://ada:motcache@[2001:db8::1]"})
    assert server.name == "smtps://[2001:db8::1]:465"
    assert not [secret for secret in ("ada", "motcache") if secret in repr(server)]
