"""The example of the guide: a letter from `content/` to a real Postfix, opened, verified, and left."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_newest_letter_of_this_site_goes_to_a_mailbox_and_can_be_left(needs: Callable[[str], Path]) -> None:
    needs("postfix")
    if os.geteuid() != 0:
        pytest.skip("Postfix is started by root")
    script = [sys.executable, "scripts/try_newsletter.py"]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=False)

    said = [line.removeprefix("✓ ") for line in done.stdout.splitlines() if line.startswith("✓ ")]
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert said[:3] == [
        "the newest letter is for all three",
        "a second run delivers nothing more",
        "each reader has it: 3 of 3",
    ]
    assert said.count("both signatures are good, over List-Unsubscribe too") == 3
    assert said[-5:-1] == [
        "one click leaves",
        "a second click succeeds too",
        "a forged link is refused",
        "the list has one reader less",
    ]
