"""A disk that refuses costs nothing: one sentence, exit 2, and the output as it was."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builder import SiteBuilder
from tests.command import ligne
from tests.trees import tree

AT = "2026-03-10T12:00+00:00"
AS_NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


def run_apart(site: Path, *before: str, prepare: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a build in a process of its own, under another command or with limits of its own."""
    code = "from channels.cli import main; main()"
    command = [*before, sys.executable, "-c", code, "build", "--at", AT, "--site", str(site)]
    environment = {**os.environ, "PYTHONPATH": os.getcwd(), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, env=environment, preexec_fn=prepare, capture_output=True, text=True, check=False)


def test_a_disk_that_fills_up_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("bon")
    assert ligne("build", "--at", AT, site=tmp_path).code == 0
    before = tree(tmp_path / "output")
    builder.piece("long", "Une phrase assez longue pour remplir le disque. " * 4_000)

    def small_disk() -> None:
        # No file of over 100 kB: the write fails half-way, as on a full disk, with EFBIG in the place of ENOSPC.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    ran = run_apart(tmp_path, prepare=small_disk)

    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert ran.stderr.count("\n") == 1
    assert "Traceback" not in ran.stderr
    assert tree(tmp_path / "output") == before
    assert ligne("build", "--at", AT, site=tmp_path).code == 0


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("setpriv") is None, reason="needs root and setpriv")
def test_an_output_one_may_not_write_is_one_sentence(tmp_path: Path) -> None:
    if subprocess.run([*AS_NOBODY, sys.executable, "-c", ""], capture_output=True, check=False).returncode:
        pytest.skip("needs an interpreter that users but root can run too")
    SiteBuilder(tmp_path).piece("bon")
    assert ligne("build", "--at", AT, site=tmp_path).code == 0
    before = tree(tmp_path / "output")
    (tmp_path / "content/ecouter/bon.md").unlink()
    for folder in (tmp_path, *tmp_path.parents):
        if folder != Path("/") and folder.stat().st_uid == os.geteuid() and folder != Path("/tmp"):
            folder.chmod(0o755)

    ran = run_apart(tmp_path, *AS_NOBODY)

    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert ran.stderr.count("\n") == 1
    assert str(tmp_path / "output") in ran.stderr
    assert tree(tmp_path / "output") == before
