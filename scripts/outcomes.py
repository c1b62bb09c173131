#!/usr/bin/env python3
"""Fills a ledger with all that a site has published, by the stores' own acts, and keeps it open until input ends.

The first line it says names the ledger, as LIGNE_LEDGER takes it. What is missing to the number wanted are posts of
pieces that were taken away since. A database in PostgreSQL lasts as long as this runs; what is in git or SQLite stays.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from channels.build import look_over_the_plan
from channels.ledger.entry import Key, What
from channels.ledger.setting import open_ledger
from channels.ledger.store import Outcome, Store, claim, settle
from components import COMPONENTS
from database import postgresql
from editorial.crew import Crew
from editorial.edition import State
from editorial.site import read_site

STORES = ("git", "sqlite", "postgresql")
A_TICK = 1_000
"""How many deliveries one run claims and settles: so many runs that the ledger in git is folded now and then."""


def keys_of(root: Path, at: datetime, count: int) -> list[Key]:
    """Give as many deliveries as wanted, first all that had left by an instant."""
    agenda = look_over_the_plan(read_site(root, Crew(1)), at).decision.plan.agenda
    left = (item for item in agenda if item.state is State.LIVE and item.instant <= at)
    keys = dict.fromkeys(Key(item.channel, item.edition or item.pieces[0]) for item in left)
    keys.update(dict.fromkeys(Key("mastodon", f"texte-retire-{number}") for number in range(count - len(keys))))
    return list(keys)[:count]


def fill(store: Store, keys: Sequence[Key], at: datetime) -> None:
    """Have every delivery claimed and sent, tick by tick."""
    for start in range(0, len(keys), A_TICK):
        claims = claim(store, keys[start : start + A_TICK], at, ref=f"https://ci.example/runs/{start}")
        outcomes = {key: Outcome(What.SENT, f"https://banc.example/{key.channel}/{key.id}") for key in claims.held}
        settle(store, claims, outcomes, at)


@contextmanager
def named(kind: str, root: Path) -> Iterator[str]:
    """Give the name of a site's ledger of a kind; raises ValueError where this machine has no such store."""
    beside = root.parent / f"{root.name}-ledger"
    if kind == "postgresql":
        programs = COMPONENTS[kind].path()
        if programs is None:
            raise ValueError("PostgreSQL is not installed")
        with postgresql(programs.resolve().parent) as empty:
            yield empty()
    elif kind == "sqlite":
        yield f"sqlite:{beside.absolute()}.db"
    else:
        remote = beside.with_suffix(".git").absolute()
        subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
        yield f"git:{remote}"


def main(arguments: list[str]) -> int:
    """Fill one ledger, unless it is full, and wait."""
    parser = argparse.ArgumentParser(prog="scripts/outcomes.py", description=__doc__, allow_abbrev=False)
    parser.add_argument("site", type=Path, help="the folder of a site in a git repository")
    parser.add_argument("store", choices=STORES)
    parser.add_argument("--at", type=datetime.fromisoformat, required=True, help="up to when all has left, with offset")
    parser.add_argument("--count", type=int, default=100_000, metavar="N")
    options = parser.parse_args(arguments)
    try:
        with named(options.store, options.site) as setting:
            store = open_ledger(options.site, setting)
            if len(store.read().rows) < options.count:
                fill(store, keys_of(options.site, options.at, options.count), options.at)
            print(setting, flush=True)
            sys.stdin.read()
    except ValueError as problem:
        parser.error(str(problem))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
