"""Runs the command as it runs alone, each time in a process of its own, and compares a site's output to a clean one."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import shutil
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from channels.answer import REINDEXED
from tests.command import Ran, ligne
from tests.proofs.newsroom import Newsroom

_SETTLED_S = 0.03
T = TypeVar("T")
Tree = dict[str, str]
"""A digest for every file and, with a closing slash, "" for every folder."""


@dataclass(frozen=True)
class Outcome:
    """What a command came to, whatever folder the site stands in and whatever it had to make."""

    code: int
    findings: Any
    files: int
    err: str


def apart(*errands: Callable[[], T]) -> list[T]:
    """Run errands at once, each in a process forked from this one: nothing one remembers reaches another."""
    context = multiprocessing.get_context("fork")
    answers = []
    with ExitStack() as stack:
        for errand in errands:
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=_run, args=(errand, sender))
            process.start()
            sender.close()
            stack.callback(process.join)
            answers.append(receiver)
        said = [answer.recv() for answer in answers]
    for is_done, answer in said:
        if not is_done:
            raise RuntimeError(answer)
    return [answer for _, answer in said]


def _run(errand: Callable[[], object], sender: Any) -> None:
    try:
        sender.send((True, errand()))
    except BaseException:  # noqa: BLE001 (whatever it was, the parent raises it)
        sender.send((False, traceback.format_exc()))


def build_of(site: Path, at: str) -> Callable[[], Ran]:
    """Give the errand that builds a site."""
    return lambda: ligne("build", "--at", at, "--format", "json", site=site)


def check_of(site: Path, at: str) -> Callable[[], Ran]:
    """Give the errand that checks a site."""
    return lambda: ligne("check", "--at", at, "--format", "json", site=site)


def outcome(ran: Ran, site: Path) -> Outcome:
    """Give what a command said, as JSON, without the site's own folder in it."""
    out, err = (text.replace(str(site.resolve()), "SITE") for text in (ran.out, ran.err))
    # A memory that had to be thrown away is said once, and only where there was one.
    said_once = [phrase for phrase in (REINDEXED.fr, REINDEXED.en) if err.count(phrase) == 1]
    err = "\n".join(line for line in err.splitlines() if line not in said_once)
    said = json.loads(out) if out else {}
    return Outcome(ran.code, said.get("findings"), said.get("made", 0) + said.get("kept", 0), err)


def tree(folder: Path) -> Tree:
    """Give the digest of every file below a folder; a folder stands there too, so that an empty one shows."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        found[name if path.is_file() else f"{name}/"] = _digest(path) if path.is_file() else ""
    return found


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differences(ours: Tree, clean: Tree) -> Iterator[str]:
    """Give, file by file, how an output differs from the clean one."""
    for name in sorted(ours.keys() | clean.keys()):
        if name not in clean:
            yield f"stale: {name}"
        elif name not in ours:
            yield f"missing: {name}"
        elif ours[name] != clean[name]:
            yield f"wrong: {name}"


@dataclass(frozen=True)
class Built:
    """What a build came to, and the output it left."""

    said: Outcome
    tree: Tree


class Bench:
    """Builds a newsroom where it stands and clean beside it, and tells the two apart."""

    def __init__(self, room: Newsroom, *, behind: Callable[[Path], None] = lambda output: None):
        """`behind` is done to the output after each build, behind the engine's back."""
        self.room = room
        self._behind = behind

    @property
    def at(self) -> str:
        """The instant the team stands at."""
        return self.room.at.isoformat()

    def clean(self) -> Built:
        """Give what a clean build of a fresh copy comes to."""
        with self._copied() as copied:
            return _built(copied, apart(build_of(copied, self.at))[0])

    def faults(self, *, is_checked_first: bool = False, is_settled: bool = True) -> list[str]:
        """Build both; give what differs in files, exit code, findings and words, nothing when all is right.

        Only where the site is settled is every file old enough to be told by its stamp.
        """
        root = self.room.root
        time.sleep(_SETTLED_S if is_settled else 0)
        before = tree(root / "output")
        with self._copied() as copied:
            if is_checked_first:
                apart(check_of(root, self.at))
            here, there = apart(build_of(root, self.at), build_of(copied, self.at))
            self._behind(root / "output")
            ours, clean = _built(root, here), _built(copied, there)
        # What could not run has changed nothing.
        found = list(differences(ours.tree, before if clean.said.code == 2 else clean.tree))
        if ours.said != clean.said:
            found.append(f"said {ours.said}\ninstead of {clean.said}")
        if clean.said.code != 2:
            checked = outcome(apart(check_of(root, self.at))[0], root)
            if (checked.code, checked.findings) != (clean.said.code, clean.said.findings):
                found.append(f"check said {checked}\ninstead of {clean.said}")
        return found

    @contextmanager
    def _copied(self) -> Iterator[Path]:
        copied = self.room.root.parent / "clean"
        self.room.copy_to(copied)
        yield copied
        shutil.rmtree(copied)


def _built(site: Path, ran: Ran) -> Built:
    return Built(outcome(ran, site), tree(site / "output"))
