from __future__ import annotations

import pytest
import yaml

from editorial.rules import limits
from tests.builder import CHARTER, SiteBuilder
from tests.command import ligne

CASES = {
    "in order": ({"length": {"min_words": 350, "max_words": 900}, "frequency": {"min": 1, "max": 3}}, []),
    "alike": ({"length": {"min_words": 350, "max_words": 350}, "frequency": {"min": 2, "max": 2}}, []),
    "one alone": ({"length": {"min_words": 350}, "frequency": {"max": 0}}, []),
    "a length": (
        {"length": {"min_words": 900, "max_words": 350}},
        ["warning channels.blog.length: “min_words: 900” is more than “max_words: 350”: nothing can meet both"],
    ),
    "a frequency": (
        {"frequency": {"min": 3, "max": 1, "per": "week"}},
        ["warning channels.blog.frequency: “min: 3” is more than “max: 1”: nothing can meet both"],
    ),
}


@pytest.mark.parametrize(("blog", "expected"), CASES.values(), ids=CASES)
def test_limits_that_contradict_each_other_are_a_warning_at_the_charter(desk, blog, expected) -> None:
    found = list(limits.check_site(desk.context({}, charter=yaml.safe_dump({"channels": {"blog": blog}}))))

    assert [f"{finding.level} {finding.clause}: {finding.message.en}" for finding in found] == expected
    assert all(finding.path == "editorial/charter.yaml" and finding.span.line > 1 for finding in found)


def test_a_site_whose_limits_contradict_each_other_is_built_as_it_was(tmp_path) -> None:
    newsletter = {"length": {"min_words": 900, "max_words": 350}}
    SiteBuilder(tmp_path).piece("a").charter(channels={**CHARTER["channels"], "newsletter": newsletter})

    ran = ligne("build", "--at", "2026-03-10T12:00Z", site=tmp_path)

    assert (ran.code, "warning limits.upside-down" in ran.out) == (0, True), ran.said
