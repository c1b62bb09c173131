"""`ligne deliver` as CI runs it: real processes, on a ledger in git."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from channels.ledger.entry import Key, What
from channels.ledger.git import GitStore
from channels.ledger.setting import open_ledger
from tests.channels.delivery.outgoing import DUE, Outgoing, arrivals
from tests.channels.ledger.workshop import bare_remote, git
from tests.proofs.process import start


def delivering(site: Outgoing, *words: str) -> subprocess.Popen[str]:
    to = f"folder:{site.to}"
    return start("deliver", "--live", "--to", to, "--at", site.at.isoformat(), *words, site=site.root)


def test_two_runs_at_once_on_one_remote_deliver_everything_once(outgoing: Outgoing) -> None:
    remote = bare_remote(outgoing.root.parent)
    git(outgoing.root, "remote", "add", "origin", str(remote))
    other = replace(outgoing, root=outgoing.root.parent / "other")
    shutil.copytree(outgoing.root, other.root, symlinks=True)

    runs = [delivering(site) for site in (outgoing, other)]
    said = [run.communicate(timeout=60) for run in runs]

    assert all(run.returncode in (0, 1) for run in runs), said
    delivering(outgoing).communicate(timeout=60)
    assert arrivals(outgoing.to) == Counter(DUE), said
    assert [str(entry.what) for entry in GitStore(outgoing.root).read().entries() if str(entry.key) in DUE] == [
        "sent"
    ] * 4


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="stops a run at a pipe that nobody reads")
def test_a_run_that_is_told_to_end_records_what_was_under_way(outgoing: Outgoing) -> None:
    outgoing.live("--channel", "blog")
    log: Path = outgoing.to / "arrivals.jsonl"
    log.unlink()
    os.mkfifo(log)
    run = delivering(outgoing, "--ledger", outgoing.setting)
    store, post = open_ledger(outgoing.root, outgoing.setting), Key("mastodon", "neuf")
    while not (last := store.read().last(post)) and run.poll() is None:
        pass
    assert last is not None
    while not list(outgoing.to.glob(".ligne-part-*/post.json")) and run.poll() is None:
        pass
    run.send_signal(signal.SIGTERM)
    _, err = run.communicate(timeout=60)

    last = store.read().last(post)
    assert (run.returncode, last and last.what) == (128 + signal.SIGTERM, What.DOUBT), err
    assert store.read().last(Key("newsletter", "lettre/2026-03-13")) is None
