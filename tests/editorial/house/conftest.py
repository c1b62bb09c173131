"""A bench for one house rule: a rule file and a text, and what it says of it, one line an alert."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from editorial.dictionary import speller
from editorial.errors import EditorialError
from editorial.house.hit import Shelf
from editorial.house.lint import Alert, Linter, Page
from editorial.house.rule import Rule, read_rule
from editorial.house.vocabulary import Vocabulary


class Bench:
    """Reads rules and runs them."""

    def rule(
        self,
        text: str,
        *,
        name: str = "House.Rule",
        vocabulary: Vocabulary | None = None,
        files: Mapping[str, str] = {},
    ) -> Rule:
        shelf = Shelf(vocabulary or Vocabulary(), tuple(files.items()), name, find_dictionary=speller)
        rule, problems = read_rule(text, f"editorial/styles/{name.replace('.', '/')}.yml", shelf)
        if problems:
            raise EditorialError(problems)
        assert rule is not None
        return rule

    def alerts(self, rule: Rule, body: str, lang: str = "en") -> list[Alert]:
        return Linter([rule]).alerts(Page(lang, body))

    def run(self, text: str, body: str, lang: str = "en", **given) -> list[str]:
        """Give the alerts of one rule as lines `line:column “what it underlines” message`."""
        return [shown(alert, body) for alert in self.alerts(self.rule(text, **given), body, lang)]

    def places(self, text: str, body: str, **given) -> list[str]:
        """Give where the alerts of one rule stand, and on what."""
        return [line.rpartition("” ")[0] + "”" for line in self.run(text, body, **given)]


def shown(alert: Alert, body: str) -> str:
    if alert.extent is None:
        return f"top {alert.message}"
    start, end = alert.extent.start, alert.extent.end
    line = body.count("\n", 0, start) + 1
    column = start - body.rfind("\n", 0, start)
    return f"{line}:{column} “{body[start:end]}” {alert.message}"


@pytest.fixture
def bench() -> Bench:
    return Bench()
