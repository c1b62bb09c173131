"""Whatever comes in, the answer is a page that says no, nothing changes, and the next reader is served."""

from __future__ import annotations

import http.client
import socket
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels.service.app import ASKS_A_CLIENT, FORGERIES_A_CLIENT
from channels.service.forms import MAX_BODY_BYTES, MAX_FIELDS
from channels.subscribers.token import Purpose
from tests.channels.service.house import FORM, LEA, MASKS, House, opened, path_to, token

TYPE = {"content-type": FORM}


def test_what_is_no_form_is_refused(house: House) -> None:
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x", "", "\xe9"):
        answer = house.ask("POST", "/subscribe", b'{"address": "lea@example.org"}', {"content-type": kind})
        assert (answer.status, answer.heading) == (415, "Cette demande n’est pas un formulaire")


BAD = {
    "bytes that are no ASCII": b"address=l\xe9a%40example.org",
    "an escape that is no UTF-8": b"address=%ff%fe%40example.org",
    "too many fields": b"a=1&" * (MAX_FIELDS + 1),
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_refused(house: House, body: bytes) -> None:
    assert house.ask("POST", "/subscribe", body, TYPE).status == 400


@pytest.mark.parametrize("path", ["/subscribe", "/link", "/u", "/c", "/p"])
def test_what_is_too_long_is_refused(house: House, path: str) -> None:
    path = {"/u": path_to(Purpose.LEAVE), "/c": path_to(Purpose.CONFIRM), "/p": path_to(Purpose.PREFER)}.get(path, path)
    before = house.joined().digest()
    assert house.ask("POST", path, b"a" * (MAX_BODY_BYTES + 1), TYPE).status == 413
    assert house.ask("POST", path, b"", {**TYPE, "content-length": str(10**9)}).status in (400, 413)
    assert house.digest() == before


def test_a_long_body_that_does_not_say_so_is_refused(house: House) -> None:
    connection = http.client.HTTPConnection(house.address, timeout=10)
    connection.request("POST", "/subscribe", iter([b"a" * 9_000] * 3), TYPE, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


ADDRESSES = {
    "nothing": "",
    "no domain": "lea",
    "a line break": "lea@example.org\r\nBcc: max@example.org",
    "a NUL": "lea\0@example.org",
    "two": "lea@example.org,max@example.org",
    "a name": "Léa <lea@example.org>",
    "quotes": '"lea"@example.org',
    "very long": "a" * 300 + "@example.org",
    "markup": '"><b>@example.org',
    "signs outside ASCII": "léa@example.org",
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_what_is_no_address_is_asked_again(house: House, address: str) -> None:
    seal = house.get("/?lang=fr").seal
    answer = house.post("/subscribe?lang=fr", {"address": address, "seal": seal})
    assert (answer.status, "Écrivez une adresse complète" in answer.body) == (422, True)
    assert 'aria-describedby="address-hint address-error" aria-invalid="true"' in answer.body
    assert ("<b>" in answer.body, house.postbox.taken) == (False, [])


def test_a_form_that_no_page_showed_is_shown_again(house: House) -> None:
    seal = house.get("/").seal
    house.clock.pass_(timedelta(hours=12))
    for wrong in ("", "jeton", token(Purpose.LEAVE), seal):
        answer = house.post("/subscribe?lang=fr", {"address": LEA, "seal": wrong})
        assert (answer.status, f'value="{LEA}"' in answer.body) == (403, True)
    assert house.post("/subscribe", {"address": LEA, "seal": house.get("/").seal}).status == 200
    house.postbox.wait_for(1)


def test_a_robot_that_fills_in_every_field_is_answered_alike_and_does_nothing(house: House) -> None:
    fooled, served = house.subscribe(LEA, website="https://spam.example"), house.subscribe("max@example.org")
    assert (fooled.status, fooled.body) == (served.status, served.body)
    assert [address for address, _ in house.postbox.wait_for(1)] == ["max@example.org"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "POST"])
def test_pages_are_asked_for_in_their_own_way_only(house: House, method: str) -> None:
    assert house.ask(method, "/", b"", {}).status == 405
    assert house.ask(method, "/export", b"", {}).status == 405


def test_a_client_that_sends_many_forms_waits(house: House) -> None:
    count, seconds = ASKS_A_CLIENT
    assert {house.subscribe(f"a{number}@example.org").status for number in range(count)} == {200}
    refused = house.subscribe(LEA)
    assert (refused.status, refused.headers["retry-after"]) == (429, str(int(seconds) + 1))
    house.clock.pass_(timedelta(seconds=seconds))
    assert house.subscribe(LEA).status == 200


def test_a_client_that_brings_many_forgeries_waits_but_may_always_leave(house: House) -> None:
    count, _ = FORGERIES_A_CLIENT
    house.joined()
    assert {house.post(f"/u/jeton{number}").status for number in range(count)} == {404}
    assert [house.post("/u/jeton").status, house.get("/c/jeton").status] == [429, 429]
    assert house.get("/export", authorization="Bearer jeton").status == 429
    assert (house.post(path_to(Purpose.LEAVE)).status, house.members()) == (200, [])


def test_one_mailbox_provider_may_take_a_whole_list_out(house: House) -> None:
    paths = [f"/u/{token(Purpose.LEAVE, address=f'a{number}@example.org')}" for number in range(80)]
    assert {house.post(path).status for path in paths} == {200}


def test_a_proxy_is_believed_only_where_it_is_named(tmp_path: Path) -> None:
    count, _ = ASKS_A_CLIENT
    for proxies, expected in (("", 429), ("127.0.0.1", 415)):
        with opened(tmp_path / f"site{expected}", f"sqlite:{tmp_path}/{expected}.db", proxies=proxies) as house:
            for number in range(count):
                house.post("/subscribe", {"address": LEA}, X_Forwarded_For=f"198.51.100.{number}")
            statuses = {
                house.post("/subscribe", {"address": LEA}, X_Forwarded_For=f"203.0.113.{number}").status
                for number in range(3)
            }
            assert statuses == ({429} if expected == 429 else {403})


def test_a_database_that_is_gone_is_said_by_the_status_alone(house: House) -> None:
    house.joined()
    Path(house.database.removeprefix("sqlite:")).unlink()
    asked = [house.get("/health"), house.get(path_to(Purpose.PREFER)), house.post(path_to(Purpose.CONFIRM))]
    assert [answer.status for answer in asked[:2]] == [503, 503]
    assert not any("sqlite" in answer.body.lower() or "list.db" in answer.body for answer in asked)
    assert house.get("/").status == 200


def test_a_client_that_goes_away_harms_nobody(house: House) -> None:
    host, _, port = house.address.partition(":")
    for sent in (b"POST /subscribe HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nab", b"GET / HT", b"\x16\x03\x01"):
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            connection.sendall(sent)
    assert house.get("/").status == 200


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("hostile")
    with opened(folder / "site", f"sqlite:{folder}/list.db") as running:
        yield running


NAMES = st.sampled_from(["address", "seal", "do", "pillars", "lang", "sure", "x"])
PAIRS = st.lists(st.tuples(NAMES, st.text(max_size=40)), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    place=st.sampled_from(["/subscribe", "/link", *map(path_to, (Purpose.LEAVE, Purpose.CONFIRM, Purpose.PREFER))]),
    body=st.binary(max_size=400) | PAIRS.map(lambda pairs: urlencode(pairs, errors="replace").encode()),
    lang=st.sampled_from(["", "?lang=en", "?lang=%00", "?lang=fr&lang=en", "?lang=../../etc"]),
)
def test_no_body_makes_the_service_fail(shared: House, place: str, body: bytes, lang: str) -> None:
    shared.membership.ask(LEA, "fr", shared.clock.now)
    shared.membership.confirm(MASKS.mask(LEA), "fr-1", shared.clock.now)
    shared.clock.ticks += 3_600
    answer = shared.ask("POST", place + lang, body, TYPE)
    assert answer.status in (200, 400, 403, 410, 422), answer
