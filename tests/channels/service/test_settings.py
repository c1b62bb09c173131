"""What a site must say before it can have a subscription service."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.service.settings import read_service
from editorial.errors import EditorialError
from editorial.segment import Frequency
from tests.builder import CALENDAR, NEWSLETTER, SiteBuilder
from tests.channels.service.house import site


@pytest.mark.parametrize(
    ("url", "kept", "prefix"),
    [
        ("", "https://abonnement.banc.example", ""),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080", ""),
        ("http://localhost:8080", "http://localhost:8080", ""),
        ("https://banc.example/lettre", "https://banc.example/lettre", "/lettre"),
    ],
)
def test_the_service_has_an_address(tmp_path: Path, url: str, kept: str, prefix: str) -> None:
    settings = read_service(site(tmp_path), url)
    assert (settings.url, settings.prefix) == (kept, prefix)


@pytest.mark.parametrize(
    "url", ["http://banc.example", "ftp://banc.example", "https://banc.example/?a=1", "https://a@banc.example", "banc"]
)
def test_an_address_that_is_not_safe_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(EditorialError, match="cannot be the address of the service"):
        read_service(site(tmp_path), url)


MISSING = {
    "no address": ({"service": None}, "does not know its address"),
    "no sender": ({"from": None}, "no sender"),
    "no list": ({"list_id": None}, "no list id"),
}


@pytest.mark.parametrize(("changed", "expected"), MISSING.values(), ids=MISSING)
def test_what_is_missing_is_said(tmp_path: Path, changed: dict[str, object], expected: str) -> None:
    values = {key: value for key, value in {**NEWSLETTER, **changed}.items() if value is not None}
    SiteBuilder(tmp_path).data("channels/newsletter.yaml", values)
    with pytest.raises(EditorialError, match=expected):
        read_service(tmp_path)


def test_the_nearest_language_of_the_site_is_found(tmp_path: Path) -> None:
    settings = read_service(site(tmp_path))
    assert [settings.interface(lang) for lang in ("en", "EN-gb", "fr-CA", "de", "")] == ["en", "en", "fr", "", ""]


def test_readers_may_choose_what_the_calendar_has_editions_for(tmp_path: Path) -> None:
    every = read_service(site(tmp_path)).frequencies
    cadence = CALENDAR["cadences"][1]
    weekly = {**cadence, "segment": {"frequency": "weekly"}}
    of_others = {**cadence, "id": "autre", "list": "autre.banc.example", "segment": {"frequency": "monthly"}}
    SiteBuilder(tmp_path).calendar(cadences=[CALENDAR["cadences"][0], weekly, of_others])
    assert (every, read_service(tmp_path).frequencies) == (tuple(Frequency), (Frequency.WEEKLY,))
