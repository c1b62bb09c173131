"""What system tests need is found where it is, and what stands in the way of installing it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.components import COMPONENTS, install, missing


def test_a_program_on_the_path_is_not_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (COMPONENTS["chromium"].path(), "chromium" in missing()) == (program, False)


def test_a_system_without_apt_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert install(missing()) == "this system has no apt-get: install chromium by its own means"


def test_nothing_missing_installs_nothing() -> None:
    assert install([]) == ""
