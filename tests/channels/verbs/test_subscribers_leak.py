"""No verb about lists says, writes or keeps an address anywhere but where the list itself is."""

from __future__ import annotations

import base64
import io
import json
import sys

import pytest

from channels.subscribers.csv_file import CsvFile
from channels.subscribers.mask import Masks
from channels.subscribers.notice import Notice
from channels.subscribers.subscriber import Subscriber
from channels.verbs import subscribers_leave
from editorial.finding import Phrase
from tests.builder import SiteBuilder
from tests.channels.ledger.workshop import git
from tests.channels.subscribers.reports import arf, dsn
from tests.command import ligne

MARK = "zorglub"
ROWS = [
    f"{MARK}.ada@x.example,Ada {MARK},active",
    f"{MARK}.bob@x.example,,",
    f"{MARK.upper()}.bob@x.example,,",
    f"ida@{MARK}-é.example,,",
    f"{MARK}é@x.example,,",
    f"{MARK},,",
    f"{MARK}@,,",
    f"noreply@{MARK}.example,,",
    f"{MARK}.eve@x.example,,{MARK}",
    f"{MARK}.dan@x.example,,,{MARK}",
    f'"{MARK}.max@x.example"x,,',
    f"{MARK}.zoe@x.example,,unsubscribed",
    f'"{MARK}.end@x.example,,',
]
HEADS = ["email,first_name,status", f"{MARK}@x.example,first_name,status", f"email,{MARK},{MARK}"]
MARKS = [
    MARK.encode(),
    MARK.encode().hex().encode(),
    base64.b64encode(MARK.encode())[:8],
]


def lists_in(folder):
    """Write the same people in files of every kind, some of them broken, and give how each is named."""
    folder.mkdir()
    for number, head in enumerate(HEADS):
        (folder / f"{number}.csv").write_text("\n".join([head, *ROWS]) + "\n")
    cells = [dict(zip(("email", "first_name", "status"), row.split(","), strict=False)) for row in ROWS]
    (folder / "a.jsonl").write_text("\n".join([*map(json.dumps, cells), f"{{{MARK}"]) + "\n")
    (folder / f"{MARK}@x.example.csv").write_text("email\n")
    return [*(f"csv:{folder}/{number}.csv" for number in range(3)), f"jsonl:{folder}/a.jsonl",
            f"csv:{folder}/{MARK}@x.example.csv", f"csv:{folder}/{MARK}@gone.csv", f"{MARK}@x.example:a",
            f"postgresql://{MARK}:{MARK}@127.0.0.1:1/x", f"service:http://{MARK}@127.0.0.1:1/"]  # fmt: skip


def said_by_every_verb(tmp_path, monkeypatch):
    """Run every verb on every list, and give all they said (but what `export` writes), and every byte they left."""
    site, private = SiteBuilder(tmp_path / "site").root, tmp_path / "private"
    sources = lists_in(private)
    git(site, "init", "-q")
    monkeypatch.setenv("LIGNE_MASK_KEY", "cd" * 16)
    monkeypatch.setenv("LIGNE_SERVICE_TOKEN", "jeton")
    box = b"".join(
        b"From x Mon Nov 23 09:00:00 2026\n" + message + b"\n\n"
        for message in (dsn(f"{MARK}.ada@x.example"), arf(named=f"{MARK}.bob@x.example"), dsn(MARK), MARK.encode())
    )
    (private / f"{MARK}@box").write_bytes(box)
    said = []

    def run(*words, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        for form in ("text", "json"):
            ran = ligne("subscribers", *words, "--format", form, site=site)
            said.append((words, ran.err if words[0] == "export" else ran.said))

    for number, source in enumerate(sources):
        keeps = {"file": source, "kept": f"sqlite:{private}/list{number}.db"}
        monkeypatch.setenv("LIGNE_SUPPRESSIONS", f"csv:{tmp_path}/suppressions.csv")
        monkeypatch.setenv("LIGNE_SUBSCRIBERS", " ".join(f"{name}={setting}" for name, setting in keeps.items()))
        run("check", source)
        run("import", source, "--list", "kept", "--consent-how", "papier")
        for name in (*keeps, f"{MARK}@x.example"):
            run("count", name)
            run("suppress", name, stdin=f"{MARK}.ada@x.example\n{MARK}\n{MARK}é@x.example\n".encode())
            run("bounces", name, stdin=box)
            run("bounces", name, "--from", f"{private}/{MARK}@box")
            run("bounces", name, "--from", f"{private}/{MARK}@gone")
            run("export", name)
            run("forget", name, stdin=f"{MARK}.bob@x.example\n".encode())
            run("forget", name, stdin=MARK.encode())
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and private not in path.parents]
    return said, {path: path.read_bytes() for path in kept}


def leaks(said, kept):
    """Give where the mark is found, in its own letters or in a form anybody can read it back from."""
    told = [" ".join(words[:2]) for words, text in said for mark in MARKS if mark in text.lower().encode()]
    left = [path.name for path, content in kept.items() for mark in MARKS if mark in content.lower()]
    return sorted({*told, *left})


def test_no_verb_lets_an_address_out(tmp_path, monkeypatch):
    said, kept = said_by_every_verb(tmp_path, monkeypatch)
    assert leaks(said, kept) == []
    assert len(said) > 200
    assert (tmp_path / "suppressions.csv") in kept
    assert sum("2" in text for words, text in said if words[0] == "count") > 0


TWINS = {
    "a name that is what the list holds": lambda m: m.setattr(
        CsvFile, "name", property(lambda self: self.path.read_text() if self.path.exists() else "")
    ),
    "a mask anybody can read": lambda m: m.setattr(
        Masks, "mask", lambda self, address: address.lower().encode().hex()[:32].ljust(32, "0")
    ),
    "a message that says whom it is about": lambda m: m.setitem(
        subscribers_leave._FORGOTTEN, "unknown", Phrase(f"{MARK}.bob@x.example", "")
    ),
}


@pytest.mark.parametrize("twin", TWINS.values(), ids=TWINS)
def test_twin_that_leaks_is_found_out(tmp_path, monkeypatch, twin):
    twin(monkeypatch)
    monkeypatch.setattr("tests.channels.verbs.test_subscribers_leak.ROWS", ROWS[:4], raising=False)
    assert leaks(*said_by_every_verb(tmp_path, monkeypatch))


SHOWN = [Subscriber(f"{MARK}@x.example", fields={"first_name": MARK}), Notice("bounced", address=f"{MARK}@x.example")]


@pytest.mark.parametrize("value", SHOWN, ids=["subscriber", "notice"])
def test_value_that_holds_an_address_does_not_show_it(value):
    assert MARK not in f"{value!r} {value}"
