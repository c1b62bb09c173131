"""A newsroom whose every day is in git: it plans, writes, corrects and takes down, each at the beginning of a day."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.builder import WORDS
from tests.proofs.newsroom import Newsroom, Text, front
from tests.proofs.secrets import PARIS

FIRST_DAY = date(2026, 3, 2)
STRICTER = {"banned": [{"term": "tantinet", "why": "Il ne dit rien.", "instead": "un peu"}]}


class Archive:
    """A site in `root` with a commit for each of some days, each with one or two things done."""

    def __init__(self, root: Path, random: Random, days: int):
        self.room, self._random = Newsroom(root, has_git=True), random
        self.entries: list[dict[str, Any]] = []
        self.commits: list[tuple[datetime, str]] = []
        self._count = 0
        self.room.texts = {path: text for path, text in self.room.texts.items() if "/editions/" not in path}
        (root / "content/editions/cadre.md").unlink()
        self.room.set_line("editorial/calendar/2026-03.yaml", entries=[])
        self.room.set_line("editorial/charter.yaml", vocabulary={}, version="1.0.0", effective="2026-01-01")
        day = FIRST_DAY
        self.close(day)
        acts = (self.plan, self.plan, self.book, self.correct, self.update, self.end, self.frame, self.post, self.rule)
        for _ in range(days):
            day += timedelta(days=random.randint(1, 4))
            for act in random.sample(acts, random.randint(1, 3)):
                act(day)
            self.close(day)
        self.last_day = day

    def at(self, commit: str, folder: Path) -> Path:
        """Lay the site out as it stood at a commit, in a clone whose history ends there, and give its folder."""
        shutil.rmtree(folder, ignore_errors=True)
        _git(self.room.root.parent, "clone", "-q", "--no-local", str(self.room.root), str(folder))
        _git(folder, "reset", "-q", "--hard", commit)
        return folder

    def plan(self, day: date) -> None:
        """Write a piece that appears later, at a date or from the end of an embargo."""
        key = self._random.choice(("date", "embargo"))
        self._write({key: self._instant(day)})

    def book(self, day: date) -> None:
        """Write a piece for a slot of the calendar to come."""
        slot = self._slot(day, "articles", 1)
        if slot:
            self.entries.append({"slot": slot, "piece": self._write({"date": None})})

    def frame(self, day: date) -> None:
        """Write the frame of a letter to come."""
        slot = self._slot(day, "lettre", 4)
        if slot:
            kind = {"kind": "edition", "pillar": None, "date": None}
            self.entries.append({"slot": slot, "piece": self._write(kind)})

    def post(self, day: date) -> None:
        """Plan to show a piece again on a network, once a day: twice is an error of the calendar."""
        piece = Path(self._live(day)).stem
        at = self._instant(day)[:16]
        if not any(entry["piece"] == piece and entry.get("at", "")[:10] == at[:10] for entry in self.entries):
            self.entries.append({"at": at, "channel": "x", "piece": piece})

    def correct(self, day: date) -> None:
        """Own up to a mistake in a piece that is live."""
        path = self._live(day)
        before = self.room.texts[path].front.get("corrections") or []
        self.room.amend(path, corrections=[*before, {"date": day.isoformat(), "text": f"Une faute du {day}."}])

    def update(self, day: date) -> None:
        """Say that a piece that is live was updated, where it was not before: it has one such day."""
        path = self._live(day)
        if not self.room.texts[path].front.get("updated"):
            self.room.amend(path, updated=day.isoformat())

    def end(self, day: date) -> None:
        """Have a piece expire later."""
        path = self._live(day)
        if not self.room.texts[path].front.get("expires"):
            self.room.amend(path, expires=self._instant(day))

    def rule(self, day: date) -> None:
        """Write a stricter charter that takes effect later, which no piece live by then could pass."""
        number = self.room.line["editorial/charter.yaml"]["version"]
        if number == "1.0.0":
            effective = (day + timedelta(days=2)).isoformat()
            self.room.set_line("editorial/charter.yaml", vocabulary=STRICTER, version="2.0.0", effective=effective)

    def _write(self, more: dict[str, Any]) -> str:
        self._count += 1
        name, number = f"venu-{self._count}", self._random.randrange(9)
        said = {"tags": [f"t{number % 3}", "un"], "series": "La suite" if number % 2 else None, **more}
        has_ruled = self.room.line["editorial/charter.yaml"]["version"] != "1.0.0"
        body = f"{number} mots. {WORDS}{'' if has_ruled else ' Un tantinet long.'}"
        self.room.write(
            f"content/publier/{name}.md", Text({**front(name), "date": "2026-02-20T09:00+01:00", **said}, body)
        )
        return name

    def _live(self, day: date) -> str:
        """Give a piece that is live since February."""
        first = [path for path in sorted(self.room.texts) if path.startswith("content/ecouter/texte-")]
        return self._random.choice(first[:5])

    def _instant(self, day: date) -> str:
        minutes = self._random.randrange(24 * 60, 12 * 24 * 60)
        return (datetime(day.year, day.month, day.day, tzinfo=PARIS) + timedelta(minutes=minutes)).isoformat()

    def _slot(self, day: date, cadence: str, weekday: int) -> str:
        later = day + timedelta(days=(weekday - day.weekday()) % 7 + 7 * self._random.randrange(1, 3))
        slot = f"{cadence}/{later}"
        return "" if any(entry.get("slot") == slot for entry in self.entries) else slot

    def close(self, day: date) -> None:
        """Commit what was done on a day, at its beginning."""
        self.room.set_line("editorial/calendar/2026-03.yaml", entries=self.entries)
        self.room.at = datetime(day.year, day.month, day.day, tzinfo=PARIS).astimezone(UTC)
        self.room.commit()
        self.commits.append((self.room.at, _git(self.room.root, "rev-parse", "HEAD").strip()))


def _git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout
