"""Says the agenda, week by week, and what the calendar gets wrong: as a table, or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from channels.agenda import item_json, titles_of, when
from channels.answer import exit_code
from channels.formats.brief import as_json
from channels.report import Reporter
from channels.states import STATES
from channels.to_come import say_next_editions
from editorial.desk import Decision
from editorial.edition import Item, State
from editorial.finding import Phrase
from editorial.vouching import UNVERIFIED, proof_on


def answer_plan(reporter: Reporter, decision: Decision, items: Sequence[Item]) -> int:
    """Say the agenda, one slot or edition a line, and what the calendar gets wrong."""
    zone, lang = decision.site.calendar.zone, reporter.lang
    proof = proof_on(decision.site)
    if reporter.format == "json":
        said = [as_json(finding, lang) for finding in decision.plan_findings]
        rows_json = [item_json(item, zone, lang) for item in items]
        about = {"at": decision.plan.at.isoformat(), "approvals": proof}
        reporter.dump({**about, "items": rows_json, "findings": said})
        return exit_code(decision.plan_findings)
    has_campaigns = any(item.campaign for item in items)
    rows = [
        [
            when(item.instant, zone),
            item.channel,
            STATES[item.state].read(lang),
            item.edition or item.slot,
            titles_of(decision, item) or _bracketed(item.note.read(lang)),
            *([item.campaign] if has_campaigns else []),
        ]
        for item in items
    ]
    if rows:
        colours = {(n, 2): colour for n, item in enumerate(items) if (colour := _COLOURS.get(item.state))}
        head = [phrase.read(lang) for phrase in ((*_PLAN_HEAD, _CAMPAIGN) if has_campaigns else _PLAN_HEAD)]
        reporter.table(rows, head=head, above=_weeks(items, zone, lang), colours=colours)
    else:
        reporter.say(_NOTHING_PLANNED)
    say_next_editions(reporter, decision, items)
    reporter.findings(decision.plan_findings)
    if proof is not None and proof in UNVERIFIED:
        reporter.say(UNVERIFIED[proof])
    return exit_code(decision.plan_findings)


def _weeks(items: Sequence[Item], zone: ZoneInfo, lang: str) -> dict[int, str]:
    """Give the name of each week before its first line."""
    from channels.templates import day

    found: dict[int, str] = {}
    before = None
    for number, item in enumerate(items):
        local = item.instant.astimezone(zone).date()
        week = local.isocalendar()[:2]
        if week != before:
            monday = local - timedelta(days=local.weekday())
            found[number] = _WEEK.fill(number=week[1], day=day(monday, lang)).read(lang)
        before = week
    return found


def _bracketed(text: str) -> str:
    return f"({text})" if text else ""


_NOTHING_PLANNED = Phrase("Rien de prévu dans cette période.", "Nothing planned in this period.")
_COLOURS = {
    State.LIVE: "32",
    State.SCHEDULED: "36",
    State.EMBARGOED: "36",
    State.HELD: "31",
    State.UNAPPROVED: "33",
    State.OPEN: "31",
    State.EMPTY: "31",
    State.SKIPPED: "2",
    State.EXPIRED: "2",
    State.UNPUBLISHED: "2",
}
"""The colour of a state on a terminal (SGR)."""
_WEEK = Phrase("Semaine {number}, du {day}", "Week {number}, from {day}")
_CAMPAIGN = Phrase("campagne", "campaign")
_PLAN_HEAD = (
    Phrase("quand", "when"),
    Phrase("canal", "channel"),
    Phrase("état", "state"),
    Phrase("édition", "edition"),
    Phrase("textes", "pieces"),
)
