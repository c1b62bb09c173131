"""What each verb answers: a build, the agenda, all about one piece, as text or JSON, with the exit code it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from channels.agenda import iso, item_json, titles_of, when
from channels.colophon import engine_version
from channels.formats.brief import as_json
from channels.report import Reporter
from channels.states import STATES
from editorial.edition import Item, State
from editorial.finding import Finding, Level, Phrase, is_error
from editorial.vouching import UNVERIFIED, proof_on

if TYPE_CHECKING:
    from channels.addresses import Addresses
    from channels.built import Built
    from channels.doctor import Check
    from channels.formats.setting import Setting
    from channels.mend import Mended
    from editorial.amend import Started
    from editorial.charter import Charter
    from editorial.desk import Decision
    from editorial.house.trial import Trial
    from editorial.piece import Piece
    from editorial.schedule import Slot


def exit_code(findings: Sequence[Finding]) -> int:
    """Give 1 when an error is among the findings, else 0."""
    return 1 if any(is_error(finding) for finding in findings) else 0


def setting_of(root: Path, charter: Charter, addresses: Addresses) -> Setting:
    """Give what is around the findings of a site: its sources, its charter, and the page that shows it."""
    from channels.formats.setting import Setting

    page = addresses.absolute(addresses.charter()) if addresses.base_url else ""
    return Setting(charter.lang, root, charter.source, page, engine_version())


def answer_charter(reporter: Reporter, charter: Charter, setting: Setting) -> int:
    """Say the charter: a clause a line, or each clause with its place, its anchor and its meaning as JSON."""
    from editorial.clause import clauses

    listed = list(clauses(charter.source.values))
    if reporter.format == "json":
        rows = [
            {
                "clause": clause.name,
                "line": charter.source.span(tuple(clause.name.split(".")), on_key=True).line,
                "anchor": clause.anchor,
                "url": f"{setting.charter_url}#{clause.anchor}" if setting.charter_url else None,
                "meaning": clause.meaning.read(reporter.lang) if clause.meaning else None,
                "text": clause.text,
            }
            for clause in listed
        ]
        effective = charter.effective.isoformat() if charter.effective else None
        languages = list(charter.languages)
        about = {"version": charter.version, "effective": effective, "languages": languages, "clauses": rows}
        reporter.dump(about)
        return 0
    for clause in listed:
        indent = "  " * (clause.depth - 1)
        meaning = clause.meaning.read(reporter.lang) if clause.meaning else ""
        lines = clause.text.splitlines()
        said = f" : {lines[0]}" if len(lines) == 1 else ""
        reporter.say(f"{indent}{clause.name}{_bracketed(meaning) and ' ' + _bracketed(meaning)}{said}")
        for line in lines if len(lines) > 1 else ():
            reporter.say(f"{indent}  - {line}")
    return 0


def answer_written(reporter: Reporter, files: Sequence[Path]) -> int:
    """Say which files were written."""
    if reporter.format == "json":
        reporter.dump({"written": [file.as_posix() for file in files]})
    for file in files:
        reporter.say(_WRITTEN.fill(file=_short(file.absolute())))
    return 0


def answer_check(reporter: Reporter, findings: Sequence[Finding]) -> int:
    """Say the findings and how many they are; only errors where quiet is asked for."""
    said = [finding for finding in findings if is_error(finding) or not reporter.quiet]
    reporter.findings(said)
    reporter.tally(said)
    return exit_code(findings)


def answer_trial(reporter: Reporter, trial: Trial) -> int:
    """Say what came of trying the house rules."""
    if reporter.format == "json":
        said = [as_json(finding, reporter.lang) for finding in trial.findings]
        reporter.dump({"rules": trial.rules, "examples": trial.examples, "findings": said})
        return exit_code(trial.findings)
    reporter.findings(trial.findings)
    reporter.say(_TRIED.fill(rules=trial.rules, examples=trial.examples, failed=len(trial.findings)))
    return exit_code(trial.findings)


def answer_mended(reporter: Reporter, mended: Mended) -> int:
    """Say what was mended in each file, what could not be, and the findings that are left; 1 where one was refused."""
    from channels.mend import is_mendable, is_safe

    for path, count in mended.counts.items():
        reporter.aside(_MENDED.fill(path=path, count=count))
    if not mended.counts:
        reporter.aside(_NOTHING_MENDED)
    left = mended.seen.findings
    code = answer_check(reporter, left)
    more = sum(is_mendable(finding) and not is_safe(finding) for finding in left)
    if more and not mended.is_unsafe:
        reporter.aside(_MORE_TO_MEND.fill(count=more))
    if mended.refused:
        reporter.refusals(mended.refused)
    return 1 if mended.refused else code


def answer_build(reporter: Reporter, built: Built, *, is_preview: bool = False) -> int:
    """Say what a build found and made, and where to look."""
    if built.is_reindexed:
        reporter.aside(REINDEXED)
    if reporter.format == "json":
        reporter.dump(
            {
                "at": built.at.isoformat(),
                "folder": str(built.folder),
                "made": built.made,
                "kept": built.kept,
                "pruned": built.pruned,
                "live": built.live,
                "editions": built.letters + built.posts,
                "approvals": built.proof or None,
                "findings": [as_json(finding, reporter.lang) for finding in built.findings],
            }
        )
        return exit_code(built.findings)
    offered = [finding for finding in built.findings if finding.level is Level.SUGGESTION]
    reporter.findings([f for f in built.findings if is_error(f) or (f not in offered and not reporter.quiet)])
    if offered:
        reporter.say(_OFFERED.fill(count=len(offered)))
    if not is_preview:
        reporter.say(_LIVE.fill(pieces=built.live, letters=built.letters, posts=built.posts))
    reporter.say(_MADE.fill(made=built.made, kept=built.kept, pruned=built.pruned))
    reporter.say((_LOOK_PREVIEW if is_preview else _LOOK_SITE).fill(folder=_short(built.folder)))
    if built.proof in UNVERIFIED:
        reporter.say(UNVERIFIED[built.proof])
    wrong = sum(is_error(finding) for finding in built.findings)
    if wrong:
        reporter.say(_HELD_BACK.fill(wrong=wrong))
    return exit_code(built.findings)


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
    proof = proof_on(decision.site)
    if proof is not None and proof in UNVERIFIED:
        reporter.say(UNVERIFIED[proof])
    return answer_check(reporter, findings)


def answer_explain(
    reporter: Reporter, decision: Decision, piece: Piece | None, path: str, findings: Sequence[Finding]
) -> int:
    """Say all about one piece: where it stands on each channel and why, then its findings."""
    from channels.vouched import say_vouching, vouching_json
    from editorial.inquiry import move_of_piece, standings_of
    from editorial.vouching import vouching_for

    zone, lang = decision.site.calendar.zone, reporter.lang
    standings = standings_of(decision, piece) if piece else []
    vouching = vouching_for(decision, piece) if piece else None
    move = move_of_piece(decision, piece) if piece else None
    if reporter.format == "json":
        channels = [
            {
                "channel": channel,
                "state": standing.state.value,
                "edition": edition or None,
                "instant": iso(standing.instant, zone),
                "reason": standing.reason.read(lang),
            }
            for channel, edition, standing in standings
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
                    channel,
                    STATES[standing.state].read(lang),
                    when(standing.instant, zone),
                    edition,
                    standing.reason.read(lang),
                ]
                for channel, edition, standing in standings
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


def answer_new(reporter: Reporter, decision: Decision, started: Started, slot: Slot | None) -> int:
    """Say which file was begun, and which free slot it could take."""
    if reporter.format == "json":
        reporter.dump({"path": started.path, "id": started.id, "slot": slot.id if slot else None})
        return 0
    reporter.say(_STARTED.fill(path=started.path))
    if slot is None:
        reporter.say(_NO_NEXT_SLOT)
        return 0
    reporter.say(_NEXT_SLOT.fill(when=when(slot.instant, decision.site.calendar.zone)))
    reporter.say(f"  - {{slot: {slot.id}, piece: {started.id}}}")
    return 0


def answer_init(reporter: Reporter, made: Sequence[Path], folder: Path) -> int:
    """Say how many files a new site has and what to do next."""
    reporter.say(_PLANTED.fill(count=len(made), folder=folder))
    return 0


def answer_doctor(reporter: Reporter, checks: Sequence[Check]) -> int:
    """Say every check, and 1 when one of them is not well."""
    if reporter.format == "json":
        rows = [{"name": check.name, "ok": check.is_well, "said": check.said.read(reporter.lang)} for check in checks]
        reporter.dump({"checks": rows})
    reporter.table([["✓" if check.is_well else "✗", check.name, check.said.read(reporter.lang)] for check in checks])
    return 0 if all(check.is_well for check in checks) else 1


def _bracketed(text: str) -> str:
    return f"({text})" if text else ""


def _short(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


REINDEXED = Phrase(
    "La mémoire du site (.ligne/) était abîmée, ou d’une autre version de Ligne : tout a été relu.",
    "The memory of the site (.ligne/) was damaged, or from another version of Ligne: everything was read again.",
)
_WRITTEN = Phrase("Écrit : {file}", "Written: {file}")
_MENDED = Phrase("{path} : {count} correction(s) écrite(s)", "{path}: {count} fix(es) written")
_NOTHING_MENDED = Phrase("Rien à corriger d’office : aucun fichier n’a changé.", "Nothing to fix: no file was changed.")
_MORE_TO_MEND = Phrase(
    "{count} remarque(s) de plus se corrigent par ligne check --fix --unsafe : relisez ensuite ce qui est écrit.",
    "{count} more finding(s) can be fixed by ligne check --fix --unsafe: then read what it wrote.",
)
_JUDGED_BY = Phrase(
    "Jugé par la version {version} de la charte : {why}.", "Judged by version {version} of the charter: {why}."
)
_LIVE = Phrase(
    "Textes en ligne : {pieces}. Lettres parues : {letters}. Publications sur les réseaux : {posts}.",
    "Pieces live: {pieces}. Letters out: {letters}. Posts on the networks: {posts}.",
)
_MADE = Phrase(
    "Fichiers faits : {made}, gardés : {kept}, retirés : {pruned}.",
    "Files made: {made}, kept: {kept}, removed: {pruned}.",
)
_LOOK_SITE = Phrase(
    "À voir : python3 -m http.server --directory {folder}/site\n"
    "         la lettre et les publications sont dans {folder}/outbox",
    "Look: python3 -m http.server --directory {folder}/site\n      the letter and the posts are in {folder}/outbox",
)
_LOOK_PREVIEW = Phrase("À voir : {folder}/index.html (jamais publié).", "Look: {folder}/index.html (never published).")
_OFFERED = Phrase("{count} suggestion(s) : ligne check les montre.", "{count} suggestion(s): ligne check shows them.")
_HELD_BACK = Phrase(
    "{wrong} erreur(s) : les textes concernés restent comme ils étaient ; tout le reste est à jour.",
    "{wrong} error(s): the pieces concerned stay as they were; everything else is up to date.",
)
_NOTHING_PLANNED = Phrase("Rien de prévu dans cette période.", "Nothing planned in this period.")
_MOVES = Phrase(
    "Publier ce texte fait passer « {name} » de {before} % à {after} % (visé : {target} %).",
    "Publishing this moves “{name}” from {before}% to {after}% (target: {target}%).",
)
_STARTED = Phrase("Commencé : {path}", "Started: {path}")
_NEXT_SLOT = Phrase(
    "Prochain créneau libre : {when}. Pour le prendre, ajoutez aux « entries » du calendrier :",
    "Next free slot: {when}. To take it, add to the calendar’s “entries”:",
)
_NO_NEXT_SLOT = Phrase(
    "Aucun créneau libre à venir : donnez une date au texte, ou une cadence au calendrier.",
    "No free slot ahead: give the piece a date, or the calendar a cadence.",
)
_PLANTED = Phrase(
    "{count} fichiers posés dans {folder}. Ensuite : ligne build --site {folder}",
    "{count} files laid out in {folder}. Next: ligne build --site {folder}",
)
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
_TRIED = Phrase(
    "{rules} règle(s), {examples} exemple(s), {failed} échec(s)",
    "{rules} rule(s), {examples} example(s), {failed} failed",
)
