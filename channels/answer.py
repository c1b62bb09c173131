"""What verbs answer: findings, a build, the charter, as text or JSON, with the exit code it means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from channels.agenda import when
from channels.colophon import engine_version
from channels.formats.brief import as_json
from channels.report import Reporter
from editorial.finding import Finding, Level, Phrase, is_error

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
    if (built.folder / _EXPORTS_FOLDER).is_dir():
        reporter.say(_LOOK_EXPORTS.fill(folder=f"{_short(built.folder)}/{_EXPORTS_FOLDER}"))
    if built.proof:
        from editorial.vouching import UNVERIFIED

        if built.proof in UNVERIFIED:
            reporter.say(UNVERIFIED[built.proof])
    wrong = sum(is_error(finding) for finding in built.findings)
    if wrong:
        reporter.say(_HELD_BACK.fill(wrong=wrong))
    return exit_code(built.findings)


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
_MENDED = Phrase("{path} : {count} correction{count:|s} écrite{count:|s}", "{path}: {count} fix{count:|es} written")
_NOTHING_MENDED = Phrase("Rien à corriger d’office : aucun fichier n’a changé.", "Nothing to fix: no file was changed.")
_MORE_TO_MEND = Phrase(
    "{count} remarque{count:|s} de plus {count:se corrige|se corrigent} par ligne check --fix --unsafe : relisez "
    "ensuite ce qui est écrit.",
    "{count} more finding{count:|s} can be fixed by ligne check --fix --unsafe: then read what it wrote.",
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
_EXPORTS_FOLDER = "team/exports"
_LOOK_EXPORTS = Phrase(
    "         ce que d’autres outils importent est dans {folder}", "      what other tools import is in {folder}"
)
_LOOK_PREVIEW = Phrase("À voir : {folder}/index.html (jamais publié).", "Look: {folder}/index.html (never published).")
_OFFERED = Phrase(
    "{count} suggestion{count:|s} : ligne check les montre.", "{count} suggestion{count:|s}: ligne check shows them."
)
_HELD_BACK = Phrase(
    "{wrong} erreur{wrong:|s} : les textes concernés restent comme ils étaient ; tout le reste est à jour.",
    "{wrong} error{wrong:|s}: the pieces concerned stay as they were; everything else is up to date.",
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
_TRIED = Phrase(
    "{rules} règle{rules:|s}, {examples} exemple{examples:|s}, {failed} échec{failed:|s}",
    "{rules} rule{rules:|s}, {examples} example{examples:|s}, {failed} failed",
)
