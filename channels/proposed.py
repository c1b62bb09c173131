"""Says what `ligne plan --propose` found: entries to paste into the calendar, or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from channels.agenda import errata_json
from channels.report import Reporter
from channels.to_come import next_editions, say_errata
from editorial.desk import Decision
from editorial.finding import Phrase
from editorial.proposal import Proposal


def answer_proposals(reporter: Reporter, decision: Decision, proposals: Sequence[Proposal]) -> int:
    """Say which piece each open slot could take, as entries to paste, by the file of the calendar they belong in."""
    lang, zone = reporter.lang, decision.site.calendar.zone
    corrected = [item for item in next_editions(decision, decision.plan.agenda) if item.errata]
    if reporter.format == "json":
        told = {
            "at": decision.plan.at.isoformat(),
            "proposals": [_proposal_json(one, zone) for one in proposals],
            "errata": [{"edition": item.edition, "errata": errata_json(item)} for item in corrected],
        }
        reporter.dump(told)
        return 0
    found = [(one, one.piece) for one in proposals if one.piece is not None]
    for path in dict.fromkeys(one.path for one, _ in found):
        reporter.say(f"# {path}")
        reporter.say("entries:")
        for one, piece in (pair for pair in found if pair[0].path == path):
            pillar = decision.site.charter.pillar(piece.pillar)
            name = pillar.name(lang) if pillar else piece.pillar
            shares = {"before": round(one.before), "after": round(one.after), "target": one.target}
            said = _PROPOSED.fill(pillar=name, **shares).read(lang)
            reporter.say(f"  - {{slot: {one.slot.id}, piece: {piece.id}}} # {said}")
    for item in corrected:
        reporter.say(_CORRECTS.fill(edition=item.edition))
        say_errata(reporter, decision, item)
    without = [one for one in proposals if one.piece is None]
    if not proposals:
        reporter.say(_NO_GAP)
    elif without:
        when = ", ".join(one.slot.id for one in without[:_MOST_NAMED])
        more = _AND_MORE.fill(count=len(without) - _MOST_NAMED) if len(without) > _MOST_NAMED else Phrase("", "")
        reporter.aside(_NOTHING_FITS.fill(count=len(without), slots=when, more=more))
    return 0


def _proposal_json(one: Proposal, zone: ZoneInfo) -> dict[str, object]:
    return {
        "slot": one.slot.id,
        "channel": one.slot.cadence.channel,
        "instant": one.slot.instant.astimezone(zone).isoformat(),
        "piece": one.piece.id if one.piece else None,
        "pillar": one.piece.pillar if one.piece else None,
        "path": one.path,
        "before": round(one.before, 1) if one.piece else None,
        "after": round(one.after, 1) if one.piece else None,
        "target": one.target if one.piece else None,
    }


_MOST_NAMED = 8
"""How many slots that nothing fits are named."""
_PROPOSED = Phrase(
    "{pillar} : {before} % → {after} %, visé {target} %", "{pillar}: {before}% → {after}%, target {target}%"
)
_CORRECTS = Phrase("L’édition {edition} corrigerait :", "The edition {edition} would correct:")
_NO_GAP = Phrase("Aucun créneau libre à venir sur le blog.", "No open slot ahead on the blog.")
_AND_MORE = Phrase(" et {count} de plus", " and {count} more")
_NOTHING_FITS = Phrase(
    "Sans texte approuvé à leur donner : {count} créneau{count:|x} libre{count:|s}, {slots}{more}.",
    "With no approved piece to give them: {count} open slot{count:|s}, {slots}{more}.",
)
