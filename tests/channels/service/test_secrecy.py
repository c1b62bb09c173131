"""Nothing that the service answers, or logs, tells who is subscribed; no GET changes anything."""

from __future__ import annotations

import json
import logging
import re
from datetime import timedelta
from pathlib import Path

import html5lib
import pytest

from channels.subscribers.token import Purpose
from tests.channels.service.house import AT, KEYS, LEA, LIST, MASKS, OLD, TOKEN, Answer, House, opened, path_to, token

GETS = [
    "/",
    "/?lang=en",
    "/subscribe",
    "/link",
    "/u/web",
    "/p/web",
    "/style.css",
    "/health",
    "/export",
    "/nowhere",
    "//x.org",
]


def tokens() -> list[str]:
    """Give a token of every kind: good, of an older key, expired, of nobody, not ours."""
    made = [
        token(purpose, keys, address, until)
        for purpose in Purpose
        for keys in (KEYS, OLD)
        for address in (LEA, "max@example.org", "nobody@example.org")
        for until in (None, AT - timedelta(days=1))
    ]
    return [*made, "jeton", "v1.k2.l." + "0" * 32 + "." + "0" * 32]


def test_no_get_changes_anything(house_of_each: House) -> None:
    house = house_of_each.joined()
    house.membership.ask("max@example.org", "fr", AT)
    before = house.digest()
    paths = [*GETS, *(f"/{place}/{one}" for place in "cpu" for one in tokens())]
    for path in paths:
        for method in ("GET", "HEAD"):
            answer = house.get(path, method, authorization=f"Bearer {TOKEN}", accept="text/html")
            assert answer.status in (200, 404, 410, 429), (path, answer.status)
            house.clock.ticks += 60
    assert house.digest() == before
    assert house.postbox.taken == []


def everybody(house: House) -> list[str]:
    """Have somebody of every standing, and give their addresses."""
    addresses = [f"{name}@example.org" for name in ("unknown", "pending", "member", "left", "erased")]
    for address in addresses[1:]:
        house.membership.ask(address, "fr", AT)
    for address in addresses[2:]:
        house.membership.confirm(MASKS.mask(address), "fr-1", AT)
    house.membership.leave(MASKS.mask("left@example.org"), AT)
    house.membership.erase(MASKS.mask("erased@example.org"), AT)
    return addresses


def seen(answer: Answer) -> tuple[int, dict[str, str], str]:
    return answer.status, {name: value for name, value in answer.headers.items() if name != "date"}, answer.body


@pytest.mark.parametrize("way", ["subscribe", "link"])
def test_an_address_is_answered_alike_whoever_has_it(house_of_each: House, way: str) -> None:
    house = house_of_each
    answers = [seen(getattr(house, way)(address)) for address in everybody(house)]
    assert answers == [answers[0]] * 5
    assert answers[0][0] == 200


def test_leaving_is_answered_alike_whoever_does(house_of_each: House) -> None:
    house = house_of_each
    for method in ("GET", "POST"):
        paths = [f"/u/{token(Purpose.LEAVE, address=address)}" for address in everybody(house)]
        answers = [seen(house.ask(method, path, b"" if method == "POST" else None, {})) for path in paths]
        assert answers == [answers[0]] * 5


def test_a_link_to_choices_says_no_more_of_who_is_no_member_than_of_who_never_was(house: House) -> None:
    others = [address for address in everybody(house) if address != "member@example.org"]
    answers = [house.get(f"/p/{token(Purpose.PREFER, address=address)}") for address in others]
    assert {(answer.status, answer.heading) for answer in answers} == {(410, "Ce lien ne vaut plus")}


def test_neither_an_address_nor_a_token_is_logged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for address in everybody(house):
        house.subscribe(address)
        house.post(f"/u/{token(Purpose.LEAVE, address=address)}")
    house.postbox.wait_for(5)
    house.get("/export", authorization=f"Bearer {TOKEN}")
    said = caplog.text
    assert "mail to" in said
    secrets = ("example.org", "v1.k2", TOKEN, *(MASKS.mask(address) for address in everybody(house)))
    assert [secret for secret in secrets if secret in said] == []


def test_the_export_gives_members_to_who_has_the_token(house_of_each: House) -> None:
    house = house_of_each
    everybody(house)
    answer = house.get("/export", authorization=f"Bearer {TOKEN}")
    (member,) = map(json.loads, answer.body.splitlines())
    assert (answer.headers["content-type"], member["address"]) == ("application/x-ndjson", "member@example.org")
    assert set(member) >= {"address", "lang", "frequency", "pillars", "status", "fields", "consent_at"}
    assert house.get(f"/export?list={LIST}", authorization=f"bearer {TOKEN}").body == answer.body


def test_the_export_of_a_long_list_is_whole(house: House) -> None:
    wanted = [f"reader{number}@example.org" for number in range(25)]
    for address in wanted:
        house.joined(address)
    lines = house.get("/export", authorization=f"Bearer {TOKEN}").body.splitlines()
    assert [json.loads(line)["address"] for line in lines] == wanted


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer jeton", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer \xe9"], ids=repr
)
def test_the_export_gives_nobody_else_anything(house: House, authorization: str) -> None:
    answer = house.joined().get("/export", authorization=authorization)
    assert (answer.status, answer.headers["www-authenticate"]) == (401, 'Bearer realm="export"')
    assert "example.org" not in answer.body.replace("lea@exemple.org", "")


def test_the_export_knows_no_other_list(house: House) -> None:
    assert house.get("/export?list=autre", authorization=f"Bearer {TOKEN}").status == 404


def test_without_a_token_there_is_no_export(tmp_path: Path) -> None:
    with opened(tmp_path / "site", f"sqlite:{tmp_path}/list.db", export="") as house:
        assert house.get("/export", authorization="Bearer ").status == 404


def pages(house: House) -> dict[str, Answer]:
    """Give every page there is."""
    house.joined()
    choose, confirm, leave = (path_to(one) for one in (Purpose.PREFER, Purpose.CONFIRM, Purpose.LEAVE))
    paths = ("/", "/?lang=en", "/u/web", "/nowhere", "/c/x", "/u/x", choose, confirm, leave)
    found = {path: house.get(path) for path in paths}
    found["a bad address"] = house.subscribe("lea")
    found["a form without a seal"] = house.post("/subscribe", {"address": LEA})
    found["sent"] = house.subscribe(LEA)
    found["saved"] = house.post(choose, {"do": "save", "pillars": "publier"})
    found["no pillar"] = house.post(choose, {"do": "save"})
    found["erase?"] = house.post(choose, {"do": "erase"})
    found["confirmed"] = house.post(confirm)
    found["left"] = house.post(leave)
    return found


def test_every_page_is_valid_and_needs_nothing_from_elsewhere(house: House) -> None:
    for name, page in pages(house).items():
        html5lib.HTMLParser(strict=True).parse(page.body)
        assert page.headers["cache-control"] == "no-store", name
        assert page.headers["referrer-policy"] == "no-referrer", name
        assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; "), name
        assert "set-cookie" not in page.headers, name
        assert not any(word in page.body for word in ("<script", "src=", "style=", "onclick")), name
        links = set(re.findall(r'href="(https?://[^/"]+)', page.body))
        assert links == {"https://banc.example"}, name
