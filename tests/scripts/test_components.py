"""What system tests need is found where it is, and what stands in the way of installing it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.components import COMPONENTS, Module, Program, install, missing


def test_a_program_on_the_path_is_not_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (COMPONENTS["chromium"].path(), "chromium" in missing()) == (program, False)


def test_a_program_that_debian_keeps_off_the_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("9", "8"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin/initdb").write_text("#!/bin/sh\n")
        (tmp_path / version / "bin/initdb").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    component = Program(("initdb",), ("postgresql",), f"{tmp_path.relative_to('/')}/*/bin")
    assert component.path() == tmp_path / "9/bin/initdb"


def test_a_system_without_apt_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert install(["chromium"]) == "this system has no apt-get: install chromium by its own means"


def test_nothing_missing_installs_nothing() -> None:
    assert install([]) == ""


def test_a_module_is_found_where_its_own_versions_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.components.ROOT", tmp_path)
    older, newer = (Module((f"axe-core@{version}",), "axe-core/axe.min.js") for version in ("1.0.0", "2.0.0"))
    script = older.folder / "node_modules/axe-core/axe.min.js"
    script.parent.mkdir(parents=True)
    script.touch()
    assert (older.path(), newer.path()) == (script, None)
