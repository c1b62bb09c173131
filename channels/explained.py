"""Says all about one piece or edition: where it stands on each channel and why, who approved it, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from channels.agenda import iso, item_json, when
from channels.answer import answer_check, exit_code
from channels.formats.brief import as_json
from channels.report import Reporter
from channels.states import STATES
from channels.to_come import say_errata
from channels.vouched import say_vouching, vouching_json
from editorial.desk import Decision
from editorial.edition import Item
from editorial.finding import Finding, Phrase
from editorial.inquiry import move_of_piece, whereabouts_of
from editorial.piece import Piece
from editorial.vouching import UNVERIFIED, proof_on, vouching_for


def answer_edition(reporter: Reporter, decision: Decision, items: Sequence[Item], findings: Sequence[Finding]) -> int:
    """Say where an edition stands on its channels and why, what it holds, then the findings about it."""
    zone, lang = decision.site.calendar.zone, reporter.lang
    if reporter.format == "json":
        rows = [item_json(item, zone, lang) for item in items]
        said = [as_json(finding, lang) for finding in findings]
        reporter.dump(
            {"edition": items[0].edition, "items": rows, "approvals": proof_on(decision.site), "findings": said}
        )
        return exit_code(findings)
    reporter.say(items[0].edition)
    reporter.table(
        [
            [item.channel, STATES[item.state].read(lang), when(item.instant, zone), item.note.read(lang)]
            for item in items
        ]
    )
    for piece_id in items[0].pieces:
        piece = decision.site.piece(piece_id)
        reporter.say(f"  {piece.title} ({piece.path})" if piece else f"  {piece_id}")
    say_errata(reporter, decision, items[0])
    proof = proof_on(decision.site)
    if proof is not None and proof in UNVERIFIED:
        reporter.say(UNVERIFIED[proof])
    return answer_check(reporter, findings)


def answer_explain(
    reporter: Reporter, decision: Decision, piece: Piece | None, path: str, findings: Sequence[Finding]
) -> int:
    """Say all about one piece: where it stands on each channel and why, then its findings."""
    zone, lang = decision.site.calendar.zone, reporter.lang
    found = whereabouts_of(decision, piece) if piece else []
    vouching = vouching_for(decision, piece) if piece else None
    move = move_of_piece(decision, piece) if piece else None
    if reporter.format == "json":
        channels = [
            {
                "channel": where.channel,
                "state": where.standing.state.value,
                "edition": where.edition or None,
                "instant": iso(where.standing.instant, zone),
                "reason": where.standing.reason.read(lang),
                "campaign": where.campaign or None,
            }
            for where in found
        ]
        said = [as_json(finding, lang) for finding in findings]
        answer = {
            "path": path,
            "id": piece.id if piece else None,
            "charter": decision.judging.version(path),
            "findings": said,
            "channels": channels,
            "approvals": vouching_json(vouching, lang),
        }
        reporter.dump({**answer, "portfolio": asdict(move)} if move else answer)
        return exit_code(findings)
    if piece:
        reporter.say(f"{piece.title} ({piece.path})")
        why = decision.judging.grounds.get(path)
        if why is not None:
            reporter.say(_JUDGED_BY.fill(version=decision.judging.version(path), why=why))
        reporter.table(
            [
                [
                    where.channel,
                    STATES[where.standing.state].read(lang),
                    when(where.standing.instant, zone),
                    where.edition,
                    where.standing.reason.read(lang),
                    _IN_CAMPAIGN.fill(name=where.campaign).read(lang) if where.campaign else "",
                ]
                for where in found
            ]
        )
        pillar = decision.site.charter.pillar(move.pillar) if move else None
        if move and pillar:
            name = Phrase(pillar.name("fr"), pillar.name("en"))
            shares = {"before": round(move.before), "after": round(move.after), "target": move.target}
            reporter.say(_MOVES.fill(name=name, **shares))
        if vouching:
            say_vouching(reporter, vouching, decision.site.charter)
    return answer_check(reporter, findings)


_JUDGED_BY = Phrase(
    "Jugé par la version {version} de la charte : {why}.", "Judged by version {version} of the charter: {why}."
)
_MOVES = Phrase(
    "Publier ce texte fait passer « {name} » de {before} % à {after} % (visé : {target} %).",
    "Publishing this moves “{name}” from {before}% to {after}% (target: {target}%).",
)
_IN_CAMPAIGN = Phrase("campagne {name}", "campaign {name}")
