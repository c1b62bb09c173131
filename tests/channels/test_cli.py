"""The command answers into whatever it is given: another encoding, a closed stream, a full disk, a reader who left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builder import AT, SiteBuilder

ROOT = Path(__file__).parents[2]
CODE = "from channels.cli import main; main()"


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    """A command with one finding in its answer."""
    SiteBuilder(tmp_path).piece("a", title="Un été à lire → ici", pillar="inconnu")
    words = ["check", "--format", "json", "--at", AT.isoformat(), "--site", str(tmp_path)]
    return [sys.executable, "-c", CODE, *words]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_the_answer_is_utf8_whatever_the_locale(asked: list[str], encoding: str) -> None:
    locale = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    ran = subprocess.run(asked, cwd=ROOT, env=locale, capture_output=True, check=False)

    assert (ran.returncode, ran.stderr) == (1, b"")
    assert "« inconnu »" in json.loads(ran.stdout.decode())["findings"][0]["message"]


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_a_closed_stream_changes_nothing_else(asked: list[str], closed: str) -> None:
    ran = subprocess.run(["sh", "-c", f'exec "$@" {closed}', "sh", *asked], cwd=ROOT, capture_output=True, check=False)

    assert (ran.returncode, ran.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_answer_that_does_not_fit_is_said_in_one_line(asked: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(asked, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)

    message = "ligne: la réponse ne peut pas être écrite (disque plein)"
    assert (ran.returncode, ran.stderr.decode().splitlines()) == (2, [message])


def test_a_reader_who_left_ends_the_run_without_a_word(asked: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as gone:
        ran = subprocess.run(asked, cwd=ROOT, stdout=gone, stderr=subprocess.PIPE, check=False)

    assert (ran.returncode, ran.stderr) == (1, b"")
