"""The service as its readers meet it: subscribing, confirming, choosing, leaving, being erased."""

from __future__ import annotations

import json
import re
import threading
from datetime import timedelta

import pytest

from channels.mailing.transport import Fate
from channels.service.asked import MAX_ASKS_A_DAY
from channels.subscribers.token import Purpose
from tests.channels.service.house import AT, LEA, LIST, MASK, OLD, Answer, House, links_in, token

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def test_from_the_form_to_the_list_and_out_again(house_of_each: House) -> None:
    house = house_of_each
    asked = house.subscribe(LEA)
    assert (asked.status, asked.heading, house.members()) == (200, "Regardez votre courrier", [])
    ((address, mail),) = house.postbox.wait_for(1)
    assert (address, mail["Subject"]) == (LEA, "Confirmez votre abonnement à «\u00a0La lettre du banc\u00a0»")
    (link,) = links_in(mail)
    assert (house.get(link).heading, house.members()) == ("Encore un geste", [])
    confirmed = house.post(link)
    assert (confirmed.heading, house.members()) == ("C’est fait", [LEA])
    choices = re.findall(r'href="(/p/[^"]+)"', confirmed.body)[0]
    assert house.get(choices).heading == "Ce que vous recevez"
    saved = house.post(choices, {"do": "save", "frequency": "weekly", "pillars": ["publier"], "lang": "en"})
    assert "Vos choix sont enregistrés" in saved.body
    known = json.loads(house.post(choices, {"do": "export"}).body)
    assert {key: known[key] for key in ("list", "address", "frequency", "pillars", "lang", "consent_at")} == {
        "list": LIST,
        "address": LEA,
        "frequency": "weekly",
        "pillars": ["publier"],
        "lang": "en",
        "consent_at": "2026-11-24T09:00:00+00:00",
    }
    assert house.post(f"/u/{token(Purpose.LEAVE)}", ONE_CLICK).status == 200
    assert house.members() == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_consent_names_the_text_that_was_shown(house: House, lang: str) -> None:
    house.subscribe(LEA)
    house.postbox.wait_for(1)
    house.post(f"/c/{token(Purpose.CONFIRM)}?lang={lang}")
    known = house.membership.known(MASK) or {}
    assert re.fullmatch(rf"{lang}-[0-9a-f]{{12}}", known["consent_text"])


def test_confirming_again_succeeds(house: House) -> None:
    house.subscribe(LEA)
    house.postbox.wait_for(1)
    answers = [house.post(f"/c/{token(Purpose.CONFIRM)}") for _ in range(2)]
    assert ([answer.status for answer in answers], house.members()) == ([200, 200], [LEA])


def test_a_confirmation_expires_and_brings_the_form_back(house: House) -> None:
    house.subscribe(LEA)
    house.postbox.wait_for(1)
    house.clock.pass_(timedelta(days=2))
    late = house.post(f"/c/{token(Purpose.CONFIRM)}")
    assert (late.status, late.heading, 'name="address"' in late.body) == (410, "Ce lien ne vaut plus", True)
    assert house.members() == []


def test_a_confirmation_from_before_leaving_is_refused(house: House) -> None:
    house.subscribe(LEA)
    house.postbox.wait_for(1)
    house.post(f"/u/{token(Purpose.LEAVE)}", ONE_CLICK)
    assert (house.post(f"/c/{token(Purpose.CONFIRM)}").status, house.members()) == (410, [])


def test_who_left_comes_back_by_confirming_again(house: House) -> None:
    house.joined().post(f"/u/{token(Purpose.LEAVE)}", ONE_CLICK)
    house.subscribe(LEA)
    ((_, mail),) = house.postbox.wait_for(1)
    house.post(links_in(mail)[0])
    assert house.members() == [LEA]


def test_a_member_is_told_once_a_day_with_links_to_choose_and_to_leave(house: House) -> None:
    house.joined()
    house.subscribe(LEA)
    ((_, mail),) = house.postbox.wait_for(1)
    choose, leave = links_in(mail)
    assert house.get(choose).heading == "Ce que vous recevez"
    assert house.get(leave).heading == "Quitter la lettre ?"
    for _ in range(3):
        house.subscribe(LEA)
    house.subscribe("max@example.org")
    assert [address for address, _ in house.postbox.wait_for(2)] == [LEA, "max@example.org"]
    house.clock.pass_(timedelta(days=1))
    house.subscribe(LEA)
    house.postbox.wait_for(3)


def test_one_address_is_asked_to_confirm_a_few_times_a_day_only(house: House) -> None:
    for _ in range(MAX_ASKS_A_DAY + 2):
        house.subscribe(LEA.upper())
    house.subscribe("max@example.org")
    taken = [address for address, _ in house.postbox.wait_for(MAX_ASKS_A_DAY + 1)]
    assert taken == [LEA.upper().replace("EXAMPLE.ORG", "example.org")] * MAX_ASKS_A_DAY + ["max@example.org"]


def test_a_link_is_sent_to_members_only(house: House) -> None:
    house.joined()
    for address in ("max@example.org", LEA):
        assert house.link(address).status == 200
    assert [address for address, _ in house.postbox.wait_for(1)] == [LEA]


def test_the_mail_to_confirm_can_be_read_in_both_parts(house: House) -> None:
    house.subscribe(LEA, "en")
    ((_, mail),) = house.postbox.wait_for(1)
    html = mail.get_body(("html",))
    assert html is not None
    assert mail["From"] == "Le Banc <lettre@banc.example>"
    assert (mail["Auto-Submitted"], mail["Date"]) == ("auto-replied", "Tue, 24 Nov 2026 09:00:00 +0000")
    assert mail["Subject"] == "Confirm your subscription to “La lettre du banc”"
    assert (mail["Content-Language"], max(map(len, mail.as_bytes().splitlines())) <= 78) == ("en", True)
    assert links_in(mail)[0].partition("?")[0] in html.get_content()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_reader_is_answered_in_the_language_asked_for(house: House, lang: str) -> None:
    button = {"fr": "S’abonner", "en": "Subscribe"}[lang]
    assert f"<button>{button}</button>" in house.get(f"/?lang={lang}").body
    assert f"<button>{button}</button>" in house.get("/", accept_language=f"de, {lang}-CA;q=0.8, xx;q=0.1").body


def test_choices_are_shown_in_the_member_s_own_language(house: House) -> None:
    house.membership.ask(LEA, "en", AT)
    house.membership.confirm(MASK, "en-1", AT)
    assert house.get(f"/p/{token(Purpose.PREFER)}", accept_language="fr").heading == "What you receive"


def test_all_sections_or_one_may_be_kept_but_not_none(house: House) -> None:
    path = f"/p/{token(Purpose.PREFER)}"
    choices = {"do": "save", "frequency": "", "lang": "fr"}
    none = house.joined().post(path, choices)
    assert (none.status, 'role="alert"' in none.body) == (422, True)
    house.post(path, {**choices, "pillars": ["publier", "nulle-part"]})
    assert (house.membership.known(MASK) or {})["pillars"] == ["publier"]
    house.post(path, {**choices, "pillars": ["ecouter", "publier"]})
    assert (house.membership.known(MASK) or {})["pillars"] == []


@pytest.mark.parametrize("lang", ["en", "de"])
def test_language_that_the_page_did_not_ask_for_stays(house: House, lang: str) -> None:
    house.membership.ask(LEA, lang, AT)
    house.membership.confirm(MASK, f"{lang}-1", AT)
    house.post(f"/p/{token(Purpose.PREFER)}", {"do": "save", "frequency": "weekly", "pillars": "publier"})
    known = house.membership.known(MASK) or {}
    assert (known["frequency"], known["lang"]) == ("weekly", lang)


@pytest.mark.parametrize(
    "wrong",
    [{"frequency": "hourly"}, {"lang": "xx"}, {"do": "sing"}, {"do": ""}],
    ids=lambda wrong: str(*wrong.items()),
)
def test_choices_that_no_page_offers_are_refused(house: House, wrong: dict[str, str]) -> None:
    before = house.joined().digest()
    chosen = {"do": "save", "frequency": "weekly", "lang": "fr", "pillars": "publier", **wrong}
    assert (house.post(f"/p/{token(Purpose.PREFER)}", chosen).status, house.digest()) == (400, before)


def test_the_page_of_choices_does_not_spell_the_address_out(house: House) -> None:
    page = house.joined().get(f"/p/{token(Purpose.PREFER)}")
    assert (LEA in page.body, "l…@example.org" in page.body) == (False, True)


def test_erasing_asks_once_more_and_then_leaves_nothing(house_of_each: House) -> None:
    house = house_of_each.joined()
    path = f"/p/{token(Purpose.PREFER)}"
    assert house.post(path, {"do": "erase"}).heading == "Effacer ce que nous savons de vous ?"
    assert house.members() == [LEA]
    assert house.post(path, {"do": "erase", "sure": "yes"}).heading == "Tout est effacé"
    assert (house.members(), house.get(path).status) == ([], 410)


def test_one_leaves_from_the_page_of_choices_too(house: House) -> None:
    house.joined().post(f"/p/{token(Purpose.PREFER)}", {"do": "leave"})
    assert house.members() == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"),
        (
            b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        (b"", ""),
    ],
    ids=["urlencoded", "multipart", "nothing"],
)
def test_one_click_leaves_at_once_and_again(house_of_each: House, body: bytes, kind: str) -> None:
    house = house_of_each.joined()
    headers = {"content-type": kind} if kind else {}
    answers = [house.ask("POST", f"/u/{token(Purpose.LEAVE)}", body, headers) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert not any({"location", "set-cookie"} & set(answer.headers) for answer in answers)
    assert house.members() == []


def test_a_link_to_leave_is_good_for_ever_and_under_older_keys(house: House) -> None:
    house.joined().clock.pass_(timedelta(days=3650))
    assert house.get(f"/u/{token(Purpose.LEAVE, OLD)}").heading == "Quitter la lettre ?"
    assert (house.post(f"/u/{token(Purpose.LEAVE, OLD)}", ONE_CLICK).status, house.members()) == (200, [])


def test_the_button_of_the_page_leaves(house: House) -> None:
    page = house.joined().get(f"/u/{token(Purpose.LEAVE)}")
    assert 'action="?lang=fr"' in page.body
    name, value = re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', page.body)[0]
    assert house.post(f"/u/{token(Purpose.LEAVE)}?lang=fr", {name: value}).heading == "Désabonnement enregistré"


def forged() -> dict[str, str]:
    """Give tokens that are not ours, or not for this."""
    good = token(Purpose.LEAVE)
    return {
        "one sign changed": good[:-1] + ("0" if good[-1] != "0" else "1"),
        "cut": good[:40],
        "of an unknown key": good.replace("k2", "k3"),
        "another address's": good.replace(MASK, "0" * 32),
        "to confirm": token(Purpose.CONFIRM),
        "to choose": token(Purpose.PREFER),
        "words": "jeton",
        "strange": "%00%ff%F0%9F%90%9F",
    }


@pytest.mark.parametrize("name", forged())
def test_a_forged_link_to_leave_changes_nothing(house: House, name: str) -> None:
    before = house.joined().digest()
    path = f"/u/{forged()[name]}"
    assert [house.get(path).status, house.post(path, ONE_CLICK).status] == [404, 404]
    assert house.digest() == before


def test_the_web_link_of_a_letter_explains_itself(house: House) -> None:
    for path in ("/u/web", "/p/web"):
        page = house.get(path)
        assert (page.status, page.heading) == (200, "Votre lien est dans votre lettre")
    assert house.post("/u/web", ONE_CLICK).status == 404


def test_nobody_is_a_member_twice_who_confirms_twice_at_once(house_of_each: House) -> None:
    house = house_of_each
    house.subscribe(LEA)
    house.postbox.wait_for(1)
    answers = at_once(house, [f"/c/{token(Purpose.CONFIRM)}"] * 4)
    assert ([answer.status for answer in answers], house.members()) == ([200] * 4, [LEA])


def test_who_leaves_while_confirming_has_left(house_of_each: House) -> None:
    house = house_of_each
    house.subscribe(LEA)
    house.postbox.wait_for(1)
    confirmed, left = at_once(house, [f"/c/{token(Purpose.CONFIRM)}", f"/u/{token(Purpose.LEAVE)}"])
    assert (confirmed.status in (200, 410), left.status, house.members()) == (True, 200, [])


def test_a_mail_that_was_put_off_is_no_failure_of_the_page(house: House) -> None:
    house.postbox.answers = [Fate.DEFERRED]
    assert house.subscribe(LEA).status == 200
    house.postbox.wait_for(1)


def at_once(house: House, paths: list[str]) -> list[Answer]:
    """Post to every path from a thread of its own, all let go together."""
    gate = threading.Barrier(len(paths))
    given: dict[int, Answer] = {}

    def run(number: int, path: str) -> None:
        gate.wait(10)
        given[number] = house.post(path, ONE_CLICK)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(paths)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return [given[number] for number in range(len(paths))]
