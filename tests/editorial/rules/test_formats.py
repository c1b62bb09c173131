from __future__ import annotations

import pytest

from editorial.rules import formats

CHARTER = """\
formats:
  interview:
    name: Entretien
    max_words: 12
    standfirst: {min_words: 2}
    headings: [Pour aller plus loin]
    requires: {questions: 2}
  tutorial:
    requires: {steps: 3, code: 1, images: 1, links: 1, lists: 1, quotes: 1, notes: 1, sections: 1}
"""
INTERVIEW = "standfirst: Deux mots\nformat: interview\n"
BODY = "## Qui êtes-vous ?\n\nMoi.\n\n**Et après ?**\n\nRien.\n\n## Pour aller plus loin\n\nLà.\n"
TUTORIAL = """\
## Un

1. a
2. b[^n]
3. [c](d.md)

> q

![une loutre](a.jpg)

```
x
```

[^n]: Note.
"""
CASES = {
    "an interview": (BODY, INTERVIEW, CHARTER, []),
    "a tutorial": (TUTORIAL, "format: tutorial\n", CHARTER, []),
    "no format": ("Un.\n", "", CHARTER, []),
    "no profile in the charter": ("Un.\n", "format: ode\n", "", []),
    "unknown": ("Un.\n", "format: interwiew\n", CHARTER, ["warning formats.unknown at 6:9 “interwiew”"]),
    "one question is missing": (
        BODY.replace("après ?", "après."),
        INTERVIEW,
        CHARTER,
        ["warning formats.missing at 7:9 “interview”"],
    ),
    "a heading is missing": (
        BODY.replace("plus loin", "ailleurs"),
        INTERVIEW,
        CHARTER,
        ["warning formats.heading at 7:9 “interview”"],
    ),
    "a heading in capitals": (BODY.replace("Pour aller", "POUR ALLER"), INTERVIEW, CHARTER, []),
    "too long": (BODY + "un mot\n", INTERVIEW, CHARTER, ["warning formats.long at 7:9 “interview”"]),
    "no standfirst": (BODY, "format: interview\n", CHARTER, ["warning formats.missing at 6:9 “interview”"]),
    "nothing of a tutorial": (
        "Un.\n",
        "format: tutorial\n",
        CHARTER,
        ["warning formats.missing at 6:9 “tutorial”"] * 8,
    ),
}


@pytest.mark.parametrize(("body", "front", "charter", "expected"), CASES.values(), ids=CASES.keys())
def test_a_piece_holds_what_its_format_asks_for(desk, body, front, charter, expected) -> None:
    assert desk.judge(formats, body, front, charter=charter) == expected


def test_the_message_counts_and_the_clause_leads_to_the_profile(desk) -> None:
    (finding,) = desk.findings(formats, BODY.replace("après ?", "après."), INTERVIEW, charter=CHARTER)

    assert finding.message.fr == (
        "format « Entretien » : questions (intertitres ou lignes en gras) : 1 ; la charte en veut 2 au moins"
    )
    assert (finding.clause, finding.fix.en) == ("formats.interview.requires.questions", "add 1, or change the format")


def test_the_nearest_format_is_proposed(desk) -> None:
    (finding,) = desk.findings(formats, "Un.\n", "format: interwiew\n", charter=CHARTER)

    assert finding.fix.fr == "vouliez-vous écrire « interview » ?"
