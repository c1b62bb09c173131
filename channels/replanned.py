"""Says what `ligne plan --since` found: a line for each change of the agenda, as text, JSON or Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from channels.agenda import item_json, titles_of, when
from channels.formats.brief import printable
from channels.report import Reporter
from channels.states import STATES
from editorial.desk import Decision
from editorial.edition import Item
from editorial.finding import Phrase
from editorial.replanning import Replanned, What


def answer_replanned(
    reporter: Reporter, now: Decision, then: Decision | None, found: Sequence[Replanned], since: str, commit: str
) -> int:
    """Say what changed since a commit; `then` is what was decided of the site as it was, None where there was none."""
    zone, lang = now.site.calendar.zone, reporter.lang
    if reporter.format == "json":
        changes = [
            {
                "change": one.what.value,
                "before": item_json(one.before, zone, lang) if one.before else None,
                "after": item_json(one.after, zone, lang) if one.after else None,
            }
            for one in found
        ]
        reporter.dump({"at": now.plan.at.isoformat(), "since": since, "commit": commit, "changes": changes})
        return 0
    rows = [_row(one, now, then, zone, lang) for one in found]
    head = [phrase.read(lang) for phrase in _HEAD]
    if reporter.format == "markdown":
        reporter.page("\n".join(_markdown(rows, head, lang)) + "\n")
    elif rows:
        reporter.table(rows, head=head)
    else:
        reporter.say(_NOTHING)
    return 0


def _row(one: Replanned, now: Decision, then: Decision | None, zone: ZoneInfo, lang: str) -> list[str]:
    decided = now if one.after else then
    return [
        _WHAT[one.what].read(lang),
        _both(one, lambda item: when(item.instant, zone)),
        one.item.channel,
        _both(one, lambda item: STATES[item.state].read(lang)),
        one.item.edition or one.item.slot,
        titles_of(decided, one.item) if decided else "",
    ]


def _both(one: Replanned, said: Callable[[Item], str]) -> str:
    """Give what is said of a line, as it was and as it is where these differ."""
    return " → ".join(dict.fromkeys(said(item) for item in (one.before, one.after) if item))


def _markdown(rows: Sequence[Sequence[str]], head: Sequence[str], lang: str) -> list[str]:
    """Give the lines of a section in Markdown: a heading and a table, or a sentence where there is no row."""
    title = f"### {_TITLE.read(lang)}"
    if not rows:
        return [title, "", _NOTHING.read(lang)]
    table = [head, ["---"] * len(head), *([_escaped(cell) for cell in row] for row in rows)]
    return [title, "", *(f"| {' | '.join(row)} |" for row in table)]


def _escaped(text: str) -> str:
    """Give a text that means nothing in Markdown or HTML."""
    return re.sub(r"([\\`*_{}\[\]<>()#!|~&@])", r"\\\1", printable(text))


_HEAD = (
    Phrase("changement", "change"),
    Phrase("quand", "when"),
    Phrase("canal", "channel"),
    Phrase("état", "state"),
    Phrase("édition", "edition"),
    Phrase("textes", "pieces"),
)
_WHAT = {
    What.ADDED: Phrase("ajouté", "added"),
    What.REMOVED: Phrase("retiré", "removed"),
    What.MOVED: Phrase("déplacé", "moved"),
    What.CHANGED: Phrase("changé", "changed"),
}
_TITLE = Phrase("Ce que cela change à l’agenda", "What this changes in the plan")
_NOTHING = Phrase("Rien ne change à l’agenda.", "Nothing changes in the plan.")
