"""A message handed over by SMTP is delivered, refused, put off or in doubt, and which it is never a guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from channels.mailing.server import MailServer, Tls
from channels.mailing.smtp import Patience, open_transport
from channels.mailing.transport import Fate, Reply, Transport
from tests.channels.mailing.authority import serving_as, trusting
from tests.channels.mailing.letters import LEAVE, PREFER, READER, prepared
from tests.channels.mailing.server import DROP, HANG, Server, at, serving

SENDER, TO = "lettre@exemple.org", READER.address
MESSAGE = prepared().message_for(READER, LEAVE, PREFER)
LONG, SHORT = Patience(), Patience(connect_s=0.2, answer_s=0.2, data_s=0.2, final_s=0.2)
PLAIN = ("PIPELINING",)


@contextmanager
def sending(server: Server, patience: Patience = LONG) -> Iterator[Transport]:
    """Give a transport to a server that runs."""
    with serving(server):
        transport = open_transport(MailServer("127.0.0.1", server.port, Tls.NEVER), patience=patience)()
        try:
            yield transport
        finally:
            transport.close()


def sent(server: Server, message: bytes = MESSAGE, to: str = TO, patience: Patience = LONG) -> Reply:
    with sending(server, patience) as transport:
        return transport.send(SENDER, to, message)


def test_a_message_arrives_byte_for_byte_and_its_queue_id_comes_back() -> None:
    server = Server()
    assert sent(server) == Reply(Fate.DELIVERED, 250, "2.0.0", "4XyZ12abc", "2.0.0 Ok: queued as 4XyZ12abc")
    assert (server.messages, server.taken) == ([MESSAGE], Counter({TO: 1}))


def test_lines_that_begin_with_a_dot_arrive_as_they_were() -> None:
    message = b".a: b\r\nTo: x\r\n\r\n.\r\n..\r\n.fin\r\n"
    server = Server()
    sent(server, message)
    assert server.messages == [message]


@pytest.mark.parametrize(("offers", "ahead"), [(("PIPELINING",), 2), ((), 0)], ids=["offered", "not offered"])
def test_a_command_group_leaves_in_one_write_where_the_server_takes_that(offers: tuple[str, ...], ahead: int) -> None:
    server = Server(offers)
    sent(server)
    assert [waiting for command, waiting in zip(server.commands, server.ahead, strict=True) if "MAIL" in command] == [
        ahead
    ]


def test_one_connection_carries_many_messages() -> None:
    server = Server()
    with sending(server) as transport:
        fates = [transport.send(SENDER, f"r{number}@exemple.org", MESSAGE).fate for number in range(5)]
    assert (fates, server.connections, server.commands[-1]) == ([Fate.DELIVERED] * 5, 1, "QUIT")


def test_an_encrypted_connection_carries_many_messages_too(tmp_path: Path) -> None:
    server = Server(("STARTTLS", "PIPELINING"), tls=serving_as(tmp_path, "127.0.0.1"))
    with serving(server):
        transport = open_transport(MailServer("127.0.0.1", server.port), tls=trusting())()
        fates = [transport.send(SENDER, f"r{number}@exemple.org", MESSAGE).fate for number in range(3)]
        transport.close()
    assert (fates, server.connections, server.messages) == ([Fate.DELIVERED] * 3, 1, [MESSAGE] * 3)


def test_a_server_that_cannot_be_met_puts_each_message_off(tmp_path: Path) -> None:
    server = Server(("STARTTLS",), tls=serving_as(tmp_path, "ailleurs.exemple.org"))
    with serving(server):
        reply = open_transport(MailServer("127.0.0.1", server.port), tls=trusting())().send(SENDER, TO, MESSAGE)
    assert (reply.fate, reply.code, "certificate" in reply.said) == (Fate.DEFERRED, 0, True)


def test_the_size_is_told_where_the_server_asks() -> None:
    server = Server()
    sent(server)
    assert f"MAIL FROM:<{SENDER}> SIZE={len(MESSAGE)}" in server.commands


NO = {
    "sender refused": ("MAIL", "550 5.7.1 no", Fate.REFUSED),
    "sender put off": ("MAIL", "451 4.7.1 no", Fate.DEFERRED),
    "recipient refused": ("RCPT", "550 5.1.1 no", Fate.REFUSED),
    "recipient greylisted": ("RCPT", "450 4.7.1 no", Fate.DEFERRED),
    "data refused": ("DATA", "554 5.3.4 no", Fate.REFUSED),
    "data put off": ("DATA", "451 4.3.0 no", Fate.DEFERRED),
    "content refused": ("dot", "554 5.7.1 no", Fate.REFUSED),
    "content put off": ("dot", "452 4.3.1 no", Fate.DEFERRED),
}


@pytest.mark.parametrize("offers", [PLAIN, ()], ids=["pipelined", "one by one"])
@pytest.mark.parametrize("is_eager", [False, True], ids=["", "eager"])
@pytest.mark.parametrize(("step", "answer", "fate"), NO.values(), ids=NO)
def test_a_no_is_told_and_the_next_message_goes_through_the_same_connection(
    step: str, answer: str, fate: Fate, is_eager: bool, offers: tuple[str, ...]
) -> None:
    server = Server(offers, at(step, answer), is_eager=is_eager)
    with sending(server) as transport:
        first, second = (transport.send(SENDER, to, MESSAGE) for to in (TO, "bob@exemple.org"))
    code, status, said = int(answer[:3]), answer[4:9], answer[4:]
    assert (first, second.fate) == (Reply(fate, code, status, "", said), Fate.DELIVERED)
    assert (server.taken, server.connections) == (Counter({"bob@exemple.org": 1}), 1)


FAULTS = {"drop": DROP, "hang": HANG, "421": "421 4.3.2 going", "no answer": "blah"}
BEFORE = [(step, fault) for step in ("greeting", "EHLO", "MAIL", "RCPT", "DATA") for fault in FAULTS]


@pytest.mark.parametrize(("step", "fault"), [*BEFORE, ("body", "drop"), ("body", "421")])
def test_what_fails_before_the_final_dot_left_nothing_and_may_be_tried_again(step: str, fault: str) -> None:
    server = Server(PLAIN, at(step, FAULTS[fault], times=()))
    assert (sent(server, patience=SHORT if fault == "hang" else LONG).fate, server.taken) == (
        Fate.DEFERRED,
        Counter(),
    )


@pytest.mark.parametrize("offers", [PLAIN, ()], ids=["pipelined", "one by one"])
@pytest.mark.parametrize(
    ("step", "answer"), [("MAIL", "354 go"), ("MAIL", "334 go"), ("RCPT", "354 go"), ("DATA", "250 ok")]
)
def test_an_answer_to_something_else_is_no_delivery(step: str, answer: str, offers: tuple[str, ...]) -> None:
    server = Server(offers, at(step, answer, times=()))
    assert (sent(server).fate, server.taken) == (Fate.DEFERRED, Counter())


@pytest.mark.parametrize("offers", [PLAIN, ()], ids=["pipelined", "one by one"])
def test_an_answer_too_many_begins_a_new_connection(offers: tuple[str, ...]) -> None:
    server = Server(offers, at("RCPT", "250 ok\r\n250 ok again", times=(2,)))
    with sending(server) as transport:
        fates = [transport.send(SENDER, TO, MESSAGE).fate for _ in range(3)]
    assert (fates, server.taken[TO], server.connections) == ([Fate.DELIVERED] * 3, 3, 2)


@pytest.mark.parametrize("fault", [DROP, HANG, "blah", "354 more"], ids=["drop", "hang", "no answer", "odd"])
def test_no_answer_after_the_final_dot_is_a_doubt(fault: str) -> None:
    patience = SHORT if fault == HANG else LONG
    assert sent(Server(PLAIN, at("dot", fault)), patience=patience).fate is Fate.DOUBT


def test_a_server_that_goes_after_the_final_dot_and_says_so_took_nothing() -> None:
    server = Server(PLAIN, at("dot", "421 4.3.2 going"))
    with sending(server) as transport:
        fates = [transport.send(SENDER, TO, MESSAGE).fate for _ in range(2)]
    assert (fates, server.taken, server.connections) == ([Fate.DEFERRED, Fate.DELIVERED], Counter({TO: 1}), 2)


@pytest.mark.parametrize("fault", [DROP, "421 4.7.0 too many"], ids=["drop", "421"])
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_connection_that_ends_between_messages_is_made_anew(step: str, fault: str) -> None:
    server = Server(PLAIN, at(step, fault, times=(2,)))
    with sending(server) as transport:
        fates = [transport.send(SENDER, TO, MESSAGE).fate for _ in range(3)]
    assert (fates, server.taken[TO], server.connections) == ([Fate.DELIVERED] * 3, 3, 2)


def test_a_server_that_wants_no_more_of_a_message_says_why() -> None:
    reply = sent(Server(PLAIN, at("body", "552 5.3.4 too big")))
    assert (reply.fate, reply.code) == (Fate.REFUSED, 552)


@pytest.mark.parametrize(
    "to",
    [
        "",
        "a b@exemple.org",
        "ada@exemple.org>\r\nRCPT TO:<bob@exemple.org",
        "<ada@exemple.org>",
        "ada@exemple.org SIZE=1",
    ],
)
def test_what_is_no_address_is_refused_before_it_is_said(to: str) -> None:
    server = Server()
    assert (sent(server, to=to).fate, server.commands) == (Fate.REFUSED, [])


def test_an_address_beyond_ascii_goes_where_the_server_takes_it_alone() -> None:
    reply, server = sent(Server(PLAIN), to="zoé@exemple.org"), Server((*PLAIN, "SMTPUTF8", "8BITMIME"))
    assert (reply.fate, sent(server, to="zoé@exemple.org").fate) == (Fate.REFUSED, Fate.DELIVERED)
    assert [command for command in server.commands if "MAIL" in command] == [
        f"MAIL FROM:<{SENDER}> BODY=8BITMIME SMTPUTF8"
    ]
