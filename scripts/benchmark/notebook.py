"""The runs finished so far, one JSON file a scenario, so that a bench that was cut off goes on where it was."""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmark.measure import Cost


@dataclass(frozen=True)
class Record:
    """What one contender did in one scenario."""

    name: str
    version: str
    runs: tuple[Cost, ...] = ()
    facts: dict[str, int] = field(default_factory=dict)


class Notebook:
    """The records of one commit in a folder, by scenario, then by contender."""

    def __init__(self, folder: Path):
        self._folder = folder

    def read(self, scenario: str) -> dict[str, Record]:
        """Give the records of a scenario."""
        path = self._folder / f"{scenario}.json"
        if not path.is_file():
            return {}
        written: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return {
            who: Record(**{**record, "runs": tuple(Cost(**run) for run in record["runs"])})
            for who, record in written.items()
        }

    def add(self, scenario: str, who: str, record: Record) -> None:
        """Keep one more run of a contender, and what is known of it now."""
        records = self.read(scenario)
        before = records.get(who, record)
        runs = before.runs + record.runs if who in records else record.runs
        records[who] = replace(record, runs=runs, facts={**before.facts, **record.facts})
        text = json.dumps({who: asdict(record) for who, record in records.items()}, indent=1, ensure_ascii=False)
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = self._folder / f"{scenario}.json.new"
        fresh.write_text(text + "\n", encoding="utf-8")
        fresh.replace(self._folder / f"{scenario}.json")


@dataclass(frozen=True)
class State:
    """What of a checkout was measured: its commit, and a digest of what was changed since."""

    commit: str
    changed: str

    @property
    def name(self) -> str:
        """Its short name."""
        return "-".join(part for part in (self.commit[:12], self.changed) if part)


def state_of(root: Path) -> State:
    """Give the state of a checkout; what the bench itself writes into docs/ does not count."""
    found = _git(root, "diff", "HEAD", "--", ".", ":!docs") + _git(
        root, "ls-files", "--others", "--exclude-standard", "--", ".", ":!docs"
    )
    return State(_git(root, "rev-parse", "HEAD"), hashlib.sha256(found.encode()).hexdigest()[:8] if found else "")


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, encoding="utf-8", check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
