"""Where one subscribes is an address of the site's, taken from the newsletter's settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.addresses import read_addresses
from tests.builder import NEWSLETTER, SiteBuilder

SERVICES = {
    "an address": ({"service": "https://abonnement.banc.example/"}, "https://abonnement.banc.example"),
    "none": ({"service": ""}, ""),
    "one that leads nowhere safe": ({"service": "javascript:alert(1)"}, ""),
    "one that is no text": ({"service": ["https://banc.example"]}, ""),
}


@pytest.mark.parametrize(("changed", "expected"), SERVICES.values(), ids=SERVICES)
def test_the_service_s_address_is_taken_where_it_is_good(
    tmp_path: Path, changed: dict[str, object], expected: str
) -> None:
    site = SiteBuilder(tmp_path).data("channels/newsletter.yaml", {**NEWSLETTER, **changed})
    assert read_addresses(tmp_path, site.site().charter).subscribe == expected


def test_a_site_without_a_letter_has_none(tmp_path: Path) -> None:
    charter = SiteBuilder(tmp_path).site().charter
    (tmp_path / "channels/newsletter.yaml").unlink()
    assert read_addresses(tmp_path, charter).subscribe == ""


def test_no_page_can_stand_where_a_file_of_the_site_does(tmp_path: Path) -> None:
    own = read_addresses(tmp_path, SiteBuilder(tmp_path).site().charter).own()
    assert {"/", "/robots.txt/", "/sitemap.xml/", "/calendar.ics/", "/feeds/atom.xml/"} <= own
