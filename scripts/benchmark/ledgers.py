"""What is done before the calendar is asked for its plan, or the ledger for what is due; both are looked at after."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from benchmark.changes import Act, expect
from benchmark.contenders.contender import Contender
from benchmark.drafts import AT
from benchmark.measure import BenchFailed, cost_of
from environment import ROOT, Environment

PULL = ("ledger", "pull")
PLAN = ("plan", "--at", AT.isoformat(), "--format", "json")
DUE = ("due", "--at", AT.isoformat(), "--format", "json")
PERIOD = timedelta(days=1)
"""How much of a site's past its ledger does not know: that is due."""


@contextmanager
def indexed(site: Contender, turn: int) -> Iterator[None]:
    """Every piece is known, in a repository with one commit; the plan then shows what is out, and what is open."""
    if not (site.folder / ".git").exists():
        _git(site, "init", "-q")
        _git(site, "add", ".")
        _git(site, "-c", "user.name=Banc", "-c", "user.email=banc@banc.example", "commit", "-q", "-m", "Le banc")
    cost_of((*site.command[:1], *PLAN), site.folder, site.log)
    yield
    found = json.loads(site.log.read_text(encoding="utf-8"))
    states = {item["state"] for item in found.get("items", ())}
    expect(not states or {"live", "open"} <= states, f"the plan shows only what is {', '.join(states)}")


def filled(store: str, outcomes: int) -> Act:
    """Give what has a ledger filled and pulled: what is due then is all that left in the last day, and no more."""

    @contextmanager
    def act(site: Contender, turn: int) -> Iterator[None]:
        with indexed(site, turn), _ledger(site, store, outcomes) as setting, _environment(LIGNE_LEDGER=setting):
            cost_of((*site.command[:1], *PULL), site.folder, site.log)
            yield
            cost_of((*site.command[:1], *DUE), site.folder, site.log)
            found = json.loads(site.log.read_text(encoding="utf-8"))["due"]
            old = [one["key"] for one in found if datetime.fromisoformat(one["instant"]) <= AT - PERIOD]
            expect(bool(found) and not old, f"{len(found)} deliveries are due, and these had left: {old[:3]}")

    return act


@contextmanager
def _ledger(site: Contender, store: str, outcomes: int) -> Iterator[str]:
    """Give the name of a ledger that holds so many outcomes, for as long as it is wanted."""
    words = [str(site.folder), store, "--at", (AT - PERIOD).isoformat(), "--count", str(outcomes)]
    command = [str(Environment(ROOT).python), str(ROOT / "scripts/outcomes.py"), *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as keeper:
        if keeper.stdin is None or keeper.stdout is None or not (setting := keeper.stdout.readline().strip()):
            raise BenchFailed(f"the ledger could not be filled: {' '.join(command)}")
        try:
            yield setting
        finally:
            keeper.stdin.close()


@contextmanager
def _environment(**variables: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _git(site: Contender, *words: str) -> None:
    subprocess.run(["git", *words], cwd=site.folder, check=True, capture_output=True)
