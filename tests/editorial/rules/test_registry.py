from __future__ import annotations

import re
from pathlib import Path

import pytest

import editorial.rules
from editorial.rules.registry import KINDS, PLAN_KINDS, SITE_KINDS

FOLDER = Path(editorial.rules.__file__).parent
FRAME = {"__init__", "kind", "place", "texts", "coming", "registry"}
ALL = {**KINDS, **SITE_KINDS, **PLAN_KINDS}


def test_every_kind_of_the_folder_is_registered_under_its_own_name() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} - FRAME == set(ALL)
    assert all(kind.__name__ == f"editorial.rules.{name}" for name, kind in ALL.items())


@pytest.mark.parametrize("name", ALL)
def test_a_kind_says_what_it_does_why_its_options_and_an_example(name: str) -> None:
    doc = ALL[name].__doc__

    assert doc.startswith(f"Rule kind `{name}`: ")
    assert re.findall(r"^(What it does|Why|Options|Example): ", doc, re.MULTILINE) == [
        "What it does",
        "Why",
        "Options",
        "Example",
    ]


@pytest.mark.parametrize("name", ALL)
def test_a_kind_imports_no_other(name: str) -> None:
    imported = set(re.findall(r"editorial\.rules\.(\w+)", (FOLDER / f"{name}.py").read_text(encoding="utf-8")))

    assert imported <= FRAME
