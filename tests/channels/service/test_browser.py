"""The pages in a real browser: accessible at every width, in both schemes, by keyboard and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from channels.subscribers.token import Purpose
from tests.channels.service.house import LEA, House, links_in, path_to

PAGES = {
    "subscribe": "/?lang=fr",
    "subscribe in English": "/?lang=en",
    "web": "/u/web",
    "confirm": path_to(Purpose.CONFIRM),
    "choose": path_to(Purpose.PREFER),
    "leave": path_to(Purpose.LEAVE),
    "an old link": "/c/jeton",
    "nothing": "/nulle-part",
}


@pytest.fixture(scope="module")
def browser(needs: Callable[[str], Path]) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = str(needs("chromium"))
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def violations(page: Page, axe: Path) -> list[str]:
    page.add_script_tag(path=axe)
    found = page.evaluate("axe.run()")["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def enter(page: Page, place: Locator) -> None:
    """Press Enter there, and wait for the page it leads to."""
    with page.expect_navigation():
        place.press("Enter")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible_and_fits(
    house: House, browser: Browser, needs: Callable[[str], Path], width: int, scheme: str
) -> None:
    house.joined()
    # axe itself is a script, which the pages' own policy would keep out.
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
    )
    page, axe, found = context.new_page(), needs("axe"), {}
    for name, path in PAGES.items():
        page.goto(f"http://{house.address}{path}")
        found[name] = violations(page, axe), page.evaluate("document.documentElement.scrollWidth")
    page.goto(f"http://{house.address}/")
    page.fill("#address", "lea")
    enter(page, page.locator("#address"))
    assert page.evaluate("document.activeElement.id") == "address"
    found["a bad address"] = violations(page, axe), page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert found == {name: ([], width) for name in found}


def test_one_subscribes_chooses_and_leaves_by_keyboard_without_scripts(house: House, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto(f"http://{house.address}/")
    page.focus("#address")
    page.keyboard.type(LEA)
    page.keyboard.press("Tab")
    enter(page, page.locator(":focus"))
    assert page.text_content("h1") == "Regardez votre courrier"
    ((_, mail),) = house.postbox.wait_for(1)
    page.goto(f"http://{house.address}{links_in(mail)[0]}")
    enter(page, page.locator("button"))
    assert (page.text_content("h1"), house.members()) == ("C’est fait", [LEA])
    enter(page, page.get_by_role("link", name="Choisir ce que je reçois"))
    page.get_by_label("Une fois par mois").check()
    enter(page, page.get_by_role("button", name="Enregistrer"))
    assert page.get_by_role("status").text_content() == "Vos choix sont enregistrés."
    assert page.get_by_label("Une fois par mois").is_checked()
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger mes données").press("Enter")
    assert '"frequency":"monthly"' in Path(download.value.path()).read_text("utf-8")
    enter(page, page.get_by_role("button", name="Effacer mes données"))
    enter(page, page.get_by_role("link", name="Revenir sans rien effacer"))
    enter(page, page.get_by_role("button", name="Me désabonner"))
    assert (page.text_content("h1"), house.members()) == ("Désabonnement enregistré", [])
    context.close()
