"""The command `ligne`: reads the clock, runs one verb, says what came of it, and catches errors once."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from channels.report import Reporter, printable
from editorial.errors import EditorialError
from editorial.finding import Phrase, is_error

_LANGUAGES = re.compile(r"^languages:\s*\[?\s*[\"']?([A-Za-z-]+)", re.MULTILINE)
_NESTED = re.compile(r"^languages:\s*\n\s*-\s*[\"']?([A-Za-z-]+)", re.MULTILINE)


def main() -> None:
    """Run the command; exit 0 clean, 1 when there are errors among the findings, 2 when it could not run."""
    gc.freeze()
    try:
        sys.exit(ligne.main(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        sys.exit(2)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except EditorialError as error:
        options = _asked(sys.argv[1:])
        Reporter(site_language(Path(options.get("--site") or ".")), options.get("--format") or "text").problems(error)
        sys.exit(2)
    except OSError as error:
        phrase = _OS_ERROR.fill(where=error.filename or "", why=error.strerror or error)
        Reporter(site_language(Path("."))).problems(EditorialError(phrase))
        sys.exit(2)


def site_language(start: Path) -> str:
    """Give the language a site's charter is written in, read without judging the rest of the file; French otherwise."""
    for folder in (start.absolute(), *start.absolute().parents):
        charter = folder / "editorial" / "charter.yaml"
        if charter.is_file():
            try:
                text = charter.read_bytes()[:20_000].decode("utf-8", "replace")
            except OSError:
                return "fr"
            found = _LANGUAGES.search(text) or _NESTED.search(text)
            return found[1] if found else "fr"
    return "fr"


def _asked(arguments: list[str]) -> dict[str, str]:
    """Give the options of a command line that decide how an error is said."""
    asked = {}
    for number, word in enumerate(arguments):
        name, _, value = word.partition("=")
        if name in ("--site", "--format"):
            asked[name] = value or (arguments[number + 1] if number + 1 < len(arguments) else "")
    return asked


def _said(fr: str, en: str) -> str:
    """Give a help text in the language of the site one stands in."""
    return Phrase(fr, en).read(_LANG)


_LANG = site_language(Path(_asked(sys.argv[1:]).get("--site") or "."))

Command = Callable[..., int | None]


def _shared(*, at: bool = True, formats: tuple[str, ...] = ("text", "json")) -> Callable[[Command], Command]:
    """Give a verb the options that all verbs have."""
    options = [
        click.option("--site", "site_dir", type=click.Path(path_type=Path), default=Path("."), metavar="DIR",
                     help=_said("le dossier du site (par défaut : ici ou au-dessus)", "the site’s folder (default: here or above)")),
        click.option("--format", "format_", type=click.Choice(formats), default="text", show_default=True,
                     help=_said("la forme de la réponse", "the form of the answer")),
        click.option("--quiet", "-q", is_flag=True, help=_said("ne dire que l’essentiel", "say only what matters")),
    ]
    if at:
        options.append(click.option("--at", "at", default=None, metavar="INSTANT", help=_said(
            "l’instant de référence, ISO 8601 (par défaut : maintenant)", "the instant to stand at, ISO 8601 (default: now)")))

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _epilog(*examples: str) -> str:
    return "\b\n" + _said("Exemples :", "Examples:") + "\n" + "\n".join(f"  {example}" for example in examples)


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=_epilog(
    "ligne init mon-site", "ligne new \"Mon premier titre\" --pillar actualites", "ligne check",
    "ligne build --at 2026-12-01T09:00+01:00",
), help=_said(
    "Une ligne éditoriale qui se compile : un texte Markdown devient le blog, la lettre et les publications sociales.",
    "An editorial line you can compile: one Markdown text becomes the blog, the newsletter and the social posts."))
@click.version_option(package_name="ligne", prog_name="ligne")
def ligne() -> None:
    """Hold the verbs."""


def _decision(site_dir: Path, at: str | None) -> Any:
    from editorial.desk import decide
    from editorial.site import find_site, read_site

    site = read_site(find_site(site_dir))
    return decide(site, instant_from(at, site.calendar.zone))


def instant_from(written: str | None, zone: Any) -> datetime:
    """Give the instant a command line names, in UTC: now where it names none; without offset, in the calendar's zone."""
    if written is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        instant = datetime.fromisoformat(written)
        return (instant if instant.tzinfo else instant.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise EditorialError(_BAD_INSTANT.fill(found=printable(written))) from None


@ligne.command(epilog=_epilog("ligne build", "ligne build --at 2026-12-01T09:00+01:00"), help=_said(
    "Fabrique le site, les lettres et les publications dans output/.", "Makes the site, the letters and the posts in output/."))
@_shared()
def build(site_dir: Path, format_: str, quiet: bool, at: str | None) -> int:
    """Make everything in output/."""
    from channels import build as builder

    decision = _decision(site_dir, at)
    reporter = Reporter(decision.site.charter.lang, format_, quiet)
    built = builder.build(decision, reporter.progress(_MAKING).step)
    return _told(reporter, decision, built, _LOOK_SITE)


@ligne.command(epilog=_epilog("ligne preview content/publier/mon-texte.md", "ligne preview lettre/2026-12-04"), help=_said(
    "Montre un brouillon, un texte à venir ou une édition sur tous les canaux, dans .ligne/preview/.",
    "Shows a draft, a piece to come or an edition on every channel, in .ligne/preview/."))
@click.argument("target", metavar=_said("FICHIER|ÉDITION", "PATH|EDITION"))
@_shared()
def preview(target: str, site_dir: Path, format_: str, quiet: bool, at: str | None) -> int:
    """Show one piece or edition on every channel."""
    from channels import build as builder
    from editorial.desk import to_preview

    decision = _decision(site_dir, at)
    reporter = Reporter(decision.site.charter.lang, format_, quiet)
    shown = to_preview(decision, _relative(decision.site.root, target))
    built = builder.preview(shown.decision, shown.target, reporter.progress(_MAKING).step)
    return _told(reporter, shown.decision, built, _LOOK_PREVIEW)


def _told(reporter: Reporter, decision: Any, built: Any, look: Phrase) -> int:
    wrong = sum(is_error(finding) for finding in built.findings)
    folder = built.folder
    if reporter.format == "json":
        from channels.report import as_json

        reporter.dump({
            "at": decision.plan.at.isoformat(), "folder": str(folder), "made": len(built.printed.made),
            "kept": built.printed.kept, "pruned": len(built.printed.pruned), "live": len(decision.plan.live),
            "editions": len(decision.plan.editions),
            "findings": [as_json(finding, reporter.lang) for finding in built.findings],
        })
        return 1 if wrong else 0
    reporter.findings(built.findings if not reporter.quiet else [f for f in built.findings if is_error(f)])
    letters = sum(edition.channel == "newsletter" for edition in decision.plan.editions)
    reporter.say(_MADE.fill(
        pieces=len(decision.plan.live), letters=letters, posts=len(decision.plan.editions) - letters,
        made=len(built.printed.made), kept=built.printed.kept, pruned=len(built.printed.pruned)))
    reporter.say(look.fill(folder=_short(folder)))
    if wrong:
        reporter.say(_HELD_BACK.fill(wrong=wrong))
    return 1 if wrong else 0


@ligne.command(epilog=_epilog("ligne check", "ligne check content/publier/mon-texte.md", "ligne check --format github"), help=_said(
    "Relit les textes, la charte et le calendrier.", "Reviews the pieces, the charter and the calendar."))
@click.argument("paths", nargs=-1, metavar=_said("[FICHIER…]", "[PATH…]"))
@_shared(formats=("text", "json", "github"))
def check(paths: tuple[str, ...], site_dir: Path, format_: str, quiet: bool, at: str | None) -> int:
    """Review pieces, charter and calendar."""
    from channels.build import brief_of, channel_findings
    from editorial.finding import in_order

    decision = _decision(site_dir, at)
    reporter = Reporter(decision.site.charter.lang, format_, quiet)
    findings = in_order([*decision.findings, *channel_findings(brief_of(decision))])
    if paths:
        wanted = [_relative(decision.site.root, path) for path in paths]
        missing = [path for path in wanted if not (decision.site.root / path).exists()]
        if missing:
            raise EditorialError(_NO_FILE, missing[0])
        findings = [f for f in findings if any(f.path == path or f.path.startswith(f"{path}/") for path in wanted)]
    if quiet:
        findings = [finding for finding in findings if is_error(finding)]
    reporter.findings(findings)
    reporter.tally(findings)
    return 1 if any(is_error(finding) for finding in findings) else 0


@ligne.command(epilog=_epilog("ligne plan", "ligne plan --channel newsletter", "ligne plan --format json"), help=_said(
    "Montre ce qui paraît, quand et où.", "Shows what appears, when and where."))
@click.option("--from", "start", default=None, metavar="DATE", help=_said("à partir de (défaut : −30 jours)", "from (default: −30 days)"))
@click.option("--to", "end", default=None, metavar="DATE", help=_said("jusqu’à (défaut : +60 jours)", "until (default: +60 days)"))
@click.option("--channel", default="", help=_said("un seul canal", "one channel only"))
@_shared()
def plan(start: str | None, end: str | None, channel: str, site_dir: Path, format_: str, quiet: bool, at: str | None) -> int:
    """Show the agenda."""
    from editorial.piece import CHANNELS
    from editorial.plan import agenda_between

    decision = _decision(site_dir, at)
    if channel and channel not in CHANNELS:
        raise EditorialError(_NO_CHANNEL.fill(found=printable(channel), known=", ".join(CHANNELS)))
    zone, now = decision.site.calendar.zone, decision.plan.at
    first = instant_from(start, zone) if start else now - timedelta(days=30)
    last = instant_from(end, zone) if end else now + timedelta(days=60)
    items = agenda_between(decision.plan, first, last, channel)
    lang = decision.site.charter.lang
    reporter = Reporter(lang, format_, quiet)
    wrong = any(is_error(finding) for finding in decision.plan_findings)
    if format_ == "json":
        reporter.dump({"at": now.isoformat(), "items": [
            {"instant": i.instant.astimezone(zone).isoformat(), "channel": i.channel, "state": i.state.value,
             "slot": i.slot or None, "edition": i.edition or None, "pieces": list(i.pieces), "note": i.note.read(lang)}
            for i in items]})
        return 1 if wrong else 0
    head = [phrase.read(lang) for phrase in _PLAN_HEAD]
    rows = [
        [i.instant.astimezone(zone).strftime("%Y-%m-%d %H:%M"), i.channel, _STATES[i.state.value].read(lang),
         i.edition or i.slot, ", ".join(p for p in i.pieces if p != i.edition) or _note(i.note.read(lang))]
        for i in items
    ]
    reporter.table(rows, head=head) if rows else reporter.say(_NOTHING_PLANNED)
    reporter.findings(decision.plan_findings)
    return 1 if wrong else 0


def _note(text: str) -> str:
    return f"({text})" if text else ""


@ligne.command(epilog=_epilog("ligne explain content/publier/mon-texte.md"), help=_said(
    "Dit tout d’un texte : remarques, où et quand il paraît, et sinon pourquoi.",
    "Says all about a piece: findings, where and when it appears, and if not, why."))
@click.argument("path", metavar=_said("FICHIER|ID", "PATH|ID"))
@_shared()
def explain(path: str, site_dir: Path, format_: str, quiet: bool, at: str | None) -> int:
    """Explain one piece."""
    from channels.build import brief_of, channel_findings
    from editorial.desk import found_piece, standings_of
    from editorial.finding import in_order

    decision = _decision(site_dir, at)
    lang, zone = decision.site.charter.lang, decision.site.calendar.zone
    reporter = Reporter(lang, format_, quiet)
    where = _relative(decision.site.root, path)
    piece = found_piece(decision, where)
    wanted = piece.path if piece else where
    findings = [f for f in in_order([*decision.findings, *channel_findings(brief_of(decision))]) if f.path == wanted]
    standings = standings_of(decision, piece) if piece else []
    code = 1 if any(is_error(finding) for finding in findings) else 0
    if format_ == "json":
        from channels.report import as_json

        reporter.dump({
            "path": wanted, "id": piece.id if piece else None, "findings": [as_json(f, lang) for f in findings],
            "channels": [{"channel": c, "state": s.state.value, "edition": e or None,
                          "instant": s.instant.astimezone(zone).isoformat() if s.instant else None,
                          "reason": s.reason.read(lang)} for c, e, s in standings]})
        return code
    if piece:
        reporter.say(f"{piece.title}  ({piece.path}, id {piece.id})")
        reporter.table([
            [c, _STATES[s.state.value].read(lang),
             s.instant.astimezone(zone).strftime("%Y-%m-%d %H:%M") if s.instant and s.instant.year > 1 else "", e, s.reason.read(lang)]
            for c, e, s in standings])
    reporter.findings(findings)
    reporter.tally(findings)
    return code


@ligne.command(epilog=_epilog("ligne new \"Écrire le brief\" --pillar metier"), help=_said(
    "Commence un texte, avec un en-tête valable, et propose le prochain créneau libre.",
    "Starts a piece with valid front matter and proposes the next free slot."))
@click.argument("title", metavar=_said("TITRE", "TITLE"))
@click.option("--pillar", required=True, help=_said("le pilier de la charte", "the charter’s pillar"))
@click.option("--author", default="", help=_said("la signature (par défaut : la première de l’ours)", "the byline (default: the masthead’s first)"))
@click.option("--lang", default="", help=_said("la langue (par défaut : celle de la charte)", "the language (default: the charter’s)"))
@_shared()
def new(title: str, pillar: str, author: str, lang: str, site_dir: Path, format_: str, quiet: bool, at: str | None) -> int:
    """Start a piece."""
    from editorial.amend import start_piece
    from editorial.plan import next_open_slot

    decision = _decision(site_dir, at)
    reporter = Reporter(decision.site.charter.lang, format_, quiet)
    started = start_piece(decision.site, title, pillar, author=author, lang=lang)
    slot = next_open_slot(decision.plan, decision.schedule, pillar)
    if format_ == "json":
        reporter.dump({"path": started.path, "id": started.id, "slot": slot.id if slot else None})
        return 0
    reporter.say(_STARTED.fill(path=started.path))
    if slot:
        when = decision.site.calendar.local(slot.instant).strftime("%Y-%m-%d %H:%M")
        reporter.say(_NEXT_SLOT.fill(when=when, slot=slot.id, id=started.id))
    else:
        reporter.say(_NO_NEXT_SLOT)
    return 0


@ligne.command(epilog=_epilog("ligne init mon-site", "ligne init my-site --lang en"), help=_said(
    "Pose un nouveau site, prêt à fabriquer.", "Lays out a new site that builds at once."))
@click.argument("folder", type=click.Path(path_type=Path), metavar=_said("DOSSIER", "DIR"))
@click.option("--lang", type=click.Choice(["fr", "en"]), default=_LANG if _LANG in ("fr", "en") else "fr", show_default=True)
@click.option("--at", "at", default=None, metavar="INSTANT", help=_said("le premier jour du site (par défaut : aujourd’hui)", "the site’s first day (default: today)"))
@click.option("--quiet", "-q", is_flag=True)
def init(folder: Path, lang: str, at: str | None, quiet: bool) -> int:
    """Lay out a new site."""
    from editorial.skeleton import plant

    reporter = Reporter(lang, quiet=quiet)
    made = plant(folder, instant_from(at, UTC).date(), lang)
    reporter.say(_PLANTED.fill(count=len(made), folder=folder))
    return 0


@ligne.command(epilog=_epilog("ligne doctor"), help=_said(
    "Vérifie l’installation et le site.", "Checks the installation and the site."))
@_shared()
def doctor(site_dir: Path, format_: str, quiet: bool, at: str | None) -> int:
    """Check installation and site."""
    from channels.doctor import examine

    reporter = Reporter(site_language(site_dir), format_, quiet)
    examined = examine(site_dir)
    if format_ == "json":
        reporter.dump({"checks": [{"name": c.name, "ok": c.is_well, "said": c.said.read(reporter.lang)} for c in examined]})
    else:
        reporter.table([["✓" if c.is_well else "✗", c.name, c.said.read(reporter.lang)] for c in examined])
    return 0 if all(c.is_well for c in examined) else 1


def _relative(root: Path, path: str) -> str:
    """Give a path as the site knows it; an id or an edition stays what it is."""
    for candidate in (Path(path), root / path):
        if candidate.exists():
            try:
                return candidate.absolute().resolve().relative_to(root).as_posix()
            except ValueError:
                raise EditorialError(_OUTSIDE.fill(path=printable(path))) from None
    return path


def _short(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


_OS_ERROR = Phrase("{where} : {why}", "{where}: {why}")
_BAD_INSTANT = Phrase("« {found} » n’est pas un instant : écrivez par exemple 2026-12-01T09:00+01:00",
                      "“{found}” is not an instant: write for instance 2026-12-01T09:00+01:00")
_NO_FILE = Phrase("ce fichier n’existe pas", "this file does not exist")
_OUTSIDE = Phrase("« {path} » est en dehors du site", "“{path}” is outside the site")
_NO_CHANNEL = Phrase("« {found} » n’est pas un canal ; canaux : {known}", "“{found}” is not a channel; channels: {known}")
_MAKING = Phrase("Fabrication", "Building")
_MADE = Phrase(
    "{pieces} textes en ligne, {letters} lettres, {posts} publications ; {made} fichiers faits, {kept} gardés, {pruned} retirés.",
    "{pieces} pieces live, {letters} letters, {posts} posts; {made} files made, {kept} kept, {pruned} removed.",
)
_LOOK_SITE = Phrase("À voir : python3 -m http.server --directory {folder}/site, et {folder}/outbox/ pour la lettre et les réseaux.",
                    "Look: python3 -m http.server --directory {folder}/site, and {folder}/outbox/ for the letter and the networks.")
_LOOK_PREVIEW = Phrase("À voir dans {folder} (jamais publié).", "Look in {folder} (never published).")
_HELD_BACK = Phrase("{wrong} erreur(s) : les textes concernés n’avancent pas tant qu’elles demeurent.",
                    "{wrong} error(s): the pieces concerned do not move on while they stand.")
_NOTHING_PLANNED = Phrase("Rien de prévu dans cette période.", "Nothing planned in this period.")
_STARTED = Phrase("Commencé : {path}", "Started: {path}")
_NEXT_SLOT = Phrase("Prochain créneau libre : {when}. Pour le prendre, ajoutez aux « entries » du calendrier :\n  - {{slot: {slot}, piece: {id}}}",
                    "Next free slot: {when}. To take it, add to the calendar’s “entries”:\n  - {{slot: {slot}, piece: {id}}}")
_NO_NEXT_SLOT = Phrase("Aucun créneau libre à venir : ajoutez une date au texte ou une cadence au calendrier.",
                       "No free slot ahead: give the piece a date, or the calendar a cadence.")
_PLANTED = Phrase("{count} fichiers posés dans {folder}. Ensuite : ligne build --site {folder}",
                  "{count} files laid out in {folder}. Next: ligne build --site {folder}")
_PLAN_HEAD = (Phrase("quand", "when"), Phrase("canal", "channel"), Phrase("état", "state"), Phrase("édition", "edition"),
              Phrase("textes", "pieces"))
_STATES = {
    "live": Phrase("paru", "out"), "scheduled": Phrase("prévu", "scheduled"), "embargoed": Phrase("embargo", "embargo"),
    "held": Phrase("retenu", "held"), "unapproved": Phrase("à approuver", "to approve"), "unplanned": Phrase("sans créneau", "unplanned"),
    "unpublished": Phrase("retiré", "taken down"), "expired": Phrase("expiré", "expired"), "skipped": Phrase("sauté", "skipped"),
    "open": Phrase("libre", "open"), "empty": Phrase("vide", "empty"), "off": Phrase("non", "no"),
}
