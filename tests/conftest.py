"""What every test may ask for, and what decides which run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from scripts.components import COMPONENTS
from scripts.proofs import PROOFS, Progress, progress_of

# Two shared cores make any deadline a coin toss.
settings.register_profile("ligne", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("proof", deadline=None, max_examples=5_000, database=None)
settings.load_profile("proof" if os.environ.get("LIGNE_PROOF") == "full" else "ligne")


# Whoever runs the tests may have pinned the root of their own site.
os.environ.pop("LIGNE_TRUST_ROOT", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proof", metavar="NAME", help="run only the tests of this proof")
    parser.addoption("--update-golden", action="store_true", help="keep what is made now as what is expected")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs a component as a system test, and keep only the tests of the proof asked for."""
    wanted = config.getoption("--proof")
    kept, left = [], []
    for item in items:
        if "needs" in getattr(item, "fixturenames", ()):
            item.add_marker("system")
        names = {mark.args[0] for mark in item.iter_markers("proof")}
        if not names <= set(PROOFS):
            raise pytest.UsageError(f"{item.nodeid}: {names - set(PROOFS)} is not in scripts/proofs.py")
        (kept if wanted is None or wanted in names else left).append(item)
    if wanted is not None and os.environ.get("LIGNE_PROOF") == "full":
        progress = progress_of(wanted, int(os.environ.get("LIGNE_SEED", "1")), config.rootpath)
        progress.expect(item.nodeid for item in kept)
        left += [item for item in kept if item.nodeid in progress.passed]
        kept = [item for item in kept if item.nodeid not in progress.passed]
        config.pluginmanager.register(Resumable(progress, float(os.environ.get("LIGNE_MINUTES") or "inf")))
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


class Resumable:
    """Keeps how far a proof has come, and leaves what is begun too late to the next run."""

    def __init__(self, progress: Progress, minutes: float):
        self.progress = progress
        self.end = time.monotonic() + minutes * 60

    def pytest_runtest_setup(self) -> None:
        if time.monotonic() > self.end:
            pytest.skip("left to the next run")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            cases = sum(value for name, value in report.user_properties if name == "cases" and isinstance(value, int))
            self.progress.note(report.nodeid, cases, report.duration)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say above pytest's closing line that a check before it failed, so that « passed » is not the last word."""
    failed = os.environ.get("LIGNE_FAILED_CHECKS")
    if failed:
        terminalreporter.section("checks that failed before the tests", red=True, bold=True)
        terminalreporter.line(failed)


@pytest.fixture(scope="session")
def needs() -> Callable[[str], Path]:
    """Give where a component is installed; without `--full`, or without it, skip and say so, but fail on CI."""

    def find(name: str) -> Path:
        path = COMPONENTS[name].path()
        on_ci = os.environ.get("CI") == "true"
        if path is None and on_ci:
            pytest.fail(f"{name} is not installed, and CI skips nothing: scripts/test.py --full installs it")
        if path is None:
            pytest.skip(f"{name} is not installed: scripts/test.py --full installs it on Debian")
        if not on_ci and os.environ.get("LIGNE_FULL") != "1":
            pytest.skip(f"{name}: system tests run with scripts/test.py --full")
        return path

    return find
