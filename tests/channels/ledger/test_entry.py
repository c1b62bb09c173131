from __future__ import annotations

from dataclasses import replace

import pytest

from channels.ledger.entry import Entry, Key, What, checked, entry_from, key_from, row_of
from editorial.errors import EditorialError
from tests.channels.ledger.workshop import AT, KEYS

NONCE = "0123456789abcdef" * 2
ENTRY = Entry(KEYS[1], What.SENT, AT, NONCE, 2, "4XkQ2c1z", "")


def test_key_is_read_as_it_is_written():
    assert key_from("newsletter:lettre/2026-12-04") == Key("newsletter", "lettre/2026-12-04")
    assert str(key_from("mastodon:bonjour--2026-12-04")) == "mastodon:bonjour--2026-12-04"


@pytest.mark.parametrize(
    "written",
    ["", "bonjour", "fax:bonjour", "blog:", "blog:a b", "blog:ana@example.org", "blog:/a", "blog:" + "a" * 201],
)
def test_what_names_no_delivery_is_refused(written):
    with pytest.raises(EditorialError, match="names no delivery"):
        key_from(written)


def test_entry_is_one_line_without_what_it_does_not_say():
    assert ENTRY.line == (
        '{"key": "newsletter:lettre/2026-12-04", "what": "sent", "at": "2026-11-23T09:00:00+00:00", '
        f'"claim": "{NONCE}", "attempt": 2, "ref": "4XkQ2c1z"}}'
    )


def test_entry_comes_back_from_its_row():
    assert entry_from(str(ENTRY.key), ENTRY.row) == ENTRY


@pytest.mark.parametrize(
    "row",
    [
        [],
        row_of({"what": "sent"}),
        row_of({**dict(zip(("what", "at", "claim", "attempt"), ENTRY.row, strict=False)), "what": "lost"}),
        ["sent", "2026-11-23T09:00:00", NONCE, 1, "", ""],
        ["sent", "yesterday", NONCE, 1, "", ""],
        ["sent", "2026-11-23T09:00:00+00:00", "nonce", 1, "", ""],
        ["sent", "2026-11-23T09:00:00+00:00", NONCE, "1", "", ""],
        ["sent", "2026-11-23T09:00:00+00:00", NONCE, 1, None, ""],
    ],
    ids=["empty", "no instant", "unknown", "no offset", "no date", "no nonce", "attempt in words", "no text"],
)
def test_row_that_is_not_ours_is_refused(row):
    with pytest.raises(EditorialError, match="not Ligne’s"):
        entry_from("blog:a", row)


@pytest.mark.parametrize(
    "change",
    [
        {"ref": "ana@example.org"},
        {"ref": "<20261123.1@mail.example.org>"},
        {"ref": "https://ana:secret@example.org/"},
        {"ref": "two words"},
        {"ref": "a" * 301},
        {"why": "Ana (ana@example.org) l’a reçue"},
        {"why": "a\nb"},
        {"why": "\x1b[31m"},
        {"why": "a" * 301},
        {"claim": "mine"},
    ],
    ids=str,
)
def test_nothing_about_a_person_and_nothing_odd_is_kept(change):
    with pytest.raises(EditorialError):
        checked(replace(ENTRY, **change))


@pytest.mark.parametrize(
    "change", [{"ref": "https://m.example/@toile/1?a=b#c"}, {"why": "absente des journaux, demandé à @toile"}], ids=str
)
def test_addresses_of_pages_and_reasons_are_kept(change):
    assert checked(replace(ENTRY, **change)) == replace(ENTRY, **change)
