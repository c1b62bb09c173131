"""The locked requirements are complete, hashed, and say nothing of where they were made."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")


def pins(name: str) -> dict[str, str]:
    lines = re.sub(r"\\\n\s*", " ", (ROOT / name).read_text()).splitlines()
    found = (re.match(r"([\w.-]+)==(\S+)", line) for line in lines)
    return {match[1].lower(): match[2] for match in found if match}


def asked(*groups: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"]]
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    for group in groups:
        wanted += [one for one in project["dependency-groups"][group] if isinstance(one, str)]
    return {re.match(r"[\w.-]+", one)[0].lower() for one in wanted}  # type: ignore[index]


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash(name: str) -> None:
    logical = re.sub(r"\\\n\s*", " ", (ROOT / name).read_text()).splitlines()
    assert [line for line in logical if "==" in line and "--hash=sha256:" not in line] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_and_no_path_of_a_machine_is_in_a_lock(name: str) -> None:
    assert re.findall(r"https?:|file:|--(?:extra-)?index|--find-links|(?:^|\s)/\S+", (ROOT / name).read_text()) == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    assert (asked("build") - set(pins(LOCKS[0])), asked("build", "dev") - set(pins(LOCKS[1]))) == (set(), set())


def test_development_runs_the_very_versions_that_are_shipped() -> None:
    development = pins(LOCKS[1])
    assert {name: development.get(name) for name in pins(LOCKS[0])} == pins(LOCKS[0])


def test_the_wheel_is_built_by_the_locked_backend() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["build-system"]["requires"] == [f"hatchling=={pins(LOCKS[0])['hatchling']}"]
