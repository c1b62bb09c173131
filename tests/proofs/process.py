"""Real processes of the command, each leading a session of its own, so that what it leaves behind can be found."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

COMMAND = (sys.executable, "-c", "from channels.cli import main; main()")
ROOT = Path(__file__).parent.parent.parent


def start(*words: str, site: Path, before_on_path: Path | None = None) -> subprocess.Popen[str]:
    """Start the command; `before_on_path` stands before everything else that Python imports from."""
    path = os.pathsep.join(str(folder) for folder in (before_on_path, ROOT) if folder)
    return subprocess.Popen(
        [*COMMAND, *words, "--site", str(site)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
    )


def left_of(session: int) -> list[int]:
    """Give the processes of a session that still run."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            state, _, _, sid = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if folder.name.isdigit() and sid == str(session) and state not in "ZX":
            found.append(int(folder.name))
    return found


def left_after(session: int, seconds: float) -> list[int]:
    """Give the processes of a session that still run after so long, at once when none does."""
    end = time.monotonic() + seconds
    while (left := left_of(session)) and time.monotonic() < end:
        time.sleep(0.01)
    return left
