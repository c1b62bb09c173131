"""A storm: runners at once on one remote, killed from outside, with pushes that are lost; and what it left behind."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from random import Random

from channels.build import look_over
from channels.delivery.deliver import STEPS, Load, Round, deliver
from channels.delivery.due import find_due
from channels.delivery.folder import Folder
from channels.delivery.sealed import read_sealed
from channels.ledger.git import REF, GitStore
from channels.ledger.ledger import Ledger
from channels.registry import channels_of
from editorial.errors import EditorialError
from editorial.site import read_site
from tests.builder import CALENDAR, CHARTER, SiteBuilder
from tests.channels.delivery.outgoing import arrivals
from tests.channels.ledger.workshop import git, hook
from tests.command import ligne

RUNNERS = 8
BUILT = datetime(2026, 3, 13, 8, 0, tzinfo=UTC)
CLOCKS = (BUILT, BUILT.replace(hour=9), BUILT.replace(hour=11), BUILT.replace(hour=7, minute=30))
"""What the runners' clocks may say; the last is before the build, which that runner must refuse."""
Act = Callable[[GitStore, Path, Load, datetime, Callable[[str], None]], None]
"""What a runner does: by which ledger, into which folder, of what load, at which instant, telling each step."""
_FORK = multiprocessing.get_context("fork")
_LONG_S = 120.0


@dataclass(frozen=True)
class Model:
    """What every schedule begins with: what is to be delivered by each clock, a remote, and clones of it."""

    loads: Mapping[datetime, Load]
    due: tuple[str, ...]
    remote: Path
    clones: Mapping[str, Path]
    """`whole` and `shallow`."""


def model_in(folder: Path) -> Model:
    """Make the site, build it, and lay out its remote and the clones."""
    (folder / "site").mkdir()
    site = SiteBuilder(folder / "site")
    site.charter(channels={**CHARTER["channels"], "bluesky": {}})
    site.calendar(offsets={**CALENDAR["offsets"], "bluesky": 30})
    site.data("channels/blog.yaml", {"format": 1, "name": "Le Banc", "url": "https://banc.example", "cards": False})
    for name in ("a", "b"):
        site.piece(name, date="2026-03-12T20:00+01:00").commit(name)
    assert ligne("build", "--at", BUILT.isoformat(), site=site.root).code == 0
    sealed = read_sealed(site.root / "output")
    loads = {}
    for at in CLOCKS:
        seen = look_over(read_site(site.root), at)
        loads[at] = Load(sealed, partial(find_due, seen.brief, channels_of(seen.decision.site.charter)))
    git(folder, "clone", "-q", "--bare", "--template=", "site", "remote.git")
    address = f"file://{folder}/remote.git"
    git(folder, "clone", "-q", "--template=", "--no-checkout", address, "whole")
    git(folder, "clone", "-q", "--template=", "--no-checkout", "--depth=1", address, "shallow")
    due = tuple(str(one.key) for one in loads[BUILT].due(Ledger()).due)
    return Model(loads, due, folder / "remote.git", {name: folder / name for name in ("whole", "shallow")})


HOOKS: dict[str, tuple[str, str]] = {
    "refused": ("pre-receive", "exit 1"),
    "lost on the way": ("pre-receive", "kill -9 $PPID; exit 1"),
    "arrived but answered by an error": ("post-receive", "kill -9 $PPID; exit 0"),
}
"""What happens to the first pushes: the hook, and what it does to each."""


class Storm:
    """One schedule: a remote and a folder of its own, and runners that come and go."""

    def __init__(
        self, model: Model, folder: Path, random: Random, kind: type[GitStore] = GitStore, act: Act | None = None
    ):
        self._model, self._folder, self._random, self._kind = model, folder, random, kind
        self._act = act or into_a_folder
        self.to, self.remote = folder / "to", folder / "remote.git"
        self.to.mkdir(parents=True)
        shutil.copytree(model.remote, self.remote)
        self.kills = 0
        self.codes: list[int | None] = []
        self._count = 0

    def turn_to(self, act: Act) -> None:
        """Have the runners to come do something else, and begin to count anew."""
        self._act, self.kills, self.codes = act, 0, []

    def lose_pushes(self, how: str, count: int) -> None:
        """Have the remote treat so many pushes, the first to come, in one of the ways of HOOKS."""
        name, act = HOOKS[how]
        tokens = " ".join(map(str, range(count)))
        hook(self.remote, name, f"for i in {tokens}; do mkdir token.$i 2>/dev/null && {{ {act}; }}; done; exit 0")

    def calm(self) -> None:
        """Have the remote behave."""
        shutil.rmtree(self.remote / "hooks", ignore_errors=True)

    def start(self, *, doomed: str = "", at: datetime | None = None) -> Runner:
        """Start a runner on a clone of its own; at the step `doomed` it stops and waits to be killed."""
        self._count += 1
        clone = self._folder / f"clone-{self._count}"
        shutil.copytree(self._model.clones[self._random.choice(("whole", "whole", "shallow"))], clone)
        git(clone, "config", "remote.origin.url", f"file://{self.remote}")
        at = at or self._random.choice((*CLOCKS[:3], *CLOCKS))
        mine, its = _FORK.Pipe()
        store = self._kind(clone, patience_s=20)
        process = _FORK.Process(target=_run, args=(its, self._act, store, self.to, self._model.loads[at], at, doomed))
        process.start()
        its.close()
        return Runner(process, mine)

    def kill(self, runner: Runner) -> None:
        """Kill a runner, if it still runs."""
        if runner.process.is_alive() and runner.process.pid:
            os.kill(runner.process.pid, signal.SIGKILL)
        self.end([runner])

    def end(self, runners: Sequence[Runner]) -> None:
        """Wait until runners have ended, and note how."""
        for runner in runners:
            runner.process.join(_LONG_S)
            code = runner.process.exitcode
            self.codes.append(code)
            self.kills += code == -signal.SIGKILL
            runner.connection.close()

    def ledger(self) -> Ledger:
        """Give what the ledger says."""
        clone = self._folder / "witness"
        if not clone.exists():
            shutil.copytree(self._model.clones["whole"], clone)
            git(clone, "config", "remote.origin.url", f"file://{self.remote}")
        return GitStore(clone).read()

    def sober(self) -> int | None:
        """Run once more, alone and undisturbed, and give its exit code."""
        self.calm()
        runner = self.start(at=CLOCKS[2])
        self.end([runner])
        return runner.process.exitcode

    def faults(self) -> list[str]:
        """Give what is wrong in what the storm left, once a last run had its turn."""
        self.sober()
        ledger = self.ledger()
        states = {str(entry.key): str(ledger.state(entry.key)) for entry in ledger.entries()}
        crashed = [f"crashed: exit {code}" for code in self.codes if code not in (0, 2, -signal.SIGKILL)]
        return [*crashed, *faults_in(arrivals(self.to), states, self._model.due)]


@dataclass(frozen=True)
class Runner:
    """A process that delivers, and the line on which it says that it has come to the step where it is to die."""

    process: ForkProcess
    connection: Connection

    def comes_to_its_step(self) -> bool:
        """Wait until the runner stands at its step; whether it came there."""
        try:
            return self.connection.poll(_LONG_S) and bool(self.connection.recv())
        except EOFError:
            return False


def into_a_folder(store: GitStore, to: Path, load: Load, at: datetime, announce: Callable[[str], None]) -> None:
    """Deliver everything into a folder."""
    folder = Folder(to)
    deliver(Round(load, store, folder, folder, folder, at, lambda row: None, announce))


def _run(its: Connection, act: Act, store: GitStore, to: Path, load: Load, at: datetime, doomed: str) -> None:
    def announce(step: str) -> None:
        if step == doomed:
            its.send(step)
            its.recv()

    try:
        act(store, to, load, at, announce)
    except EditorialError:
        os._exit(2)
    os._exit(0)


def faults_in(came: Counter[str], states: Mapping[str, str], due: Sequence[str]) -> Iterator[str]:
    """Give every key that came twice, that came and is not known to have, or that neither came nor is in doubt."""
    for key in sorted({*came, *due}):
        state = states.get(key, "unclaimed")
        if came[key] > 1:
            yield f"came {came[key]} times: {key}"
        if came[key] == 1 and state not in ("sent", "in-doubt"):
            yield f"came, and is {state}: {key}"
        if came[key] == 0 and state != "in-doubt":
            yield f"lost, and is {state}: {key}"


def rage(storm: Storm, random: Random, *, lead: str = "", is_killed_last: bool = False) -> None:
    """Run a schedule: a first runner stops at a step, where one is named; others come, some to be killed."""
    if random.random() < 0.6:
        storm.lose_pushes(random.choice(list(HOOKS)), random.randint(1, 4))
    stopped = storm.start(doomed=lead, at=random.choice(CLOCKS[:3])) if lead else None
    if stopped:
        stopped.comes_to_its_step()
        if not is_killed_last:
            storm.kill(stopped)
    begun = time.monotonic()
    runners = []
    for _ in range(RUNNERS - bool(stopped)):
        doomed = random.choice(STEPS) if random.random() < 0.3 else ""
        ends_at = begun + random.uniform(0, 2.5) if doomed or random.random() < 0.3 else None
        runners.append((storm.start(doomed=doomed), ends_at))
    for runner, ends_at in sorted(runners, key=lambda pair: pair[1] or 0):
        if ends_at is not None:
            time.sleep(max(0.0, ends_at - time.monotonic()))
            storm.kill(runner)
    storm.end([runner for runner, ends_at in runners if ends_at is None])
    if stopped and is_killed_last:
        storm.kill(stopped)


def rewrite(storm: Storm, random: Random) -> None:
    """Roll the ledger back, take it away, or put another in its place."""
    how = random.choice(("back", "gone", "other"))
    if how == "gone":
        git(storm.remote, "update-ref", "-d", REF)
    elif how == "back":
        git(storm.remote, "update-ref", REF, f"{REF}~{random.randint(1, 3)}")
    else:
        git(storm.remote, "update-ref", REF, "HEAD")
