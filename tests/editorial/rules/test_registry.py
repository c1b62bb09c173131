from __future__ import annotations

import re
from pathlib import Path

import pytest

import editorial.rules
from editorial.rules.kind import Scope
from editorial.rules.plan_kinds import PLAN_KINDS
from editorial.rules.registry import KINDS, is_of_a_plan, kind_of
from editorial.rules.site_kinds import AROUND_KINDS, SITE_KINDS

FOLDER = Path(editorial.rules.__file__).parent
FRAME = {"__init__", "kind", "place", "texts", "coming", "alerts", "registry", "plan_kinds", "site_kinds"}
ALL = {**KINDS, **SITE_KINDS, **PLAN_KINDS}


def test_every_kind_of_the_folder_is_registered_under_its_own_name() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} - FRAME == set(ALL)
    assert all(kind.__name__ == f"editorial.rules.{name}" for name, kind in ALL.items())


def test_what_needs_more_than_one_text_stands_apart_in_the_same_order() -> None:
    assert [*AROUND_KINDS.items()] == [(name, kind) for name, kind in KINDS.items() if kind.SCOPE is not Scope.OWN]


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


@pytest.mark.parametrize(
    ("rule", "kind", "is_planned"),
    [
        ("words.banned", "words", False),
        ("date", "front_matter", False),
        ("link_text.vague", "link_text", False),
        ("gap.slot", "gap", True),
        ("due.late", "due", True),
        ("edition.empty", "edition_empty", True),
        ("edition.frame", "", False),
        ("social.no-text", "social_text", True),
        ("social.small-photo", "", False),
        ("translation.early", "translation_order", True),
        ("translation.source", "translation", False),
    ],
)
def test_a_rule_is_of_its_kind_and_no_other(rule: str, kind: str, is_planned: bool) -> None:
    assert (kind_of(rule)[0], is_of_a_plan(rule)) == (kind, is_planned)


@pytest.mark.parametrize("name", ["translation", "social", "edition", "gap"])
def test_a_plan_may_find_rules_of_what_is_named_alone(name: str) -> None:
    assert is_of_a_plan(name)
