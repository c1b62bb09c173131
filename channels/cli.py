"""The command `ligne`: reads the clock, runs one verb, and catches errors once.

Verbs import what they need when they run, so that `--version` and `--help` load neither Pelican nor Pillow.
"""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from channels.colophon import engine_version
from channels.report import Reporter, printable
from editorial.errors import EditorialError
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.build import LookedOver

_NOW = "now"
_LANGUAGES = re.compile(r"^languages:\s*(?:\[|\n\s*-)?\s*[\"']?([A-Za-z-]+)", re.MULTILINE)

Verb = Callable[..., int]


def main() -> None:
    """Run the command; exit 0 clean, 1 when there are errors among the findings, 2 when it could not run."""
    # A run makes much, drops little and soon ends: looking for rings of garbage takes a fifth of it and finds none.
    gc.disable()
    try:
        sys.exit(ligne.main(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        # The reader (`| head`) has gone: nothing is left to be said, and Python would say so at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except EditorialError as error:
        asked = _asked(sys.argv[1:])
        Reporter(_LANG, asked.get("--format", "text")).problems(error)
        sys.exit(2)


def site_language(start: Path) -> str:
    """Give the language a site's charter is written in, without judging the rest of that file; else French."""
    start = start.absolute()
    for folder in (start, *start.parents):
        charter = folder / "editorial" / "charter.yaml"
        try:
            text = charter.read_bytes()[:20_000].decode("utf-8", "replace")
        except OSError:
            continue
        found = _LANGUAGES.search(text)
        return found[1] if found else "fr"
    return "fr"


def _asked(arguments: list[str]) -> dict[str, str]:
    """Give the options of a command line that decide how things are said, before it is parsed."""
    asked = {}
    for number, word in enumerate(arguments):
        name, has_value, value = word.partition("=")
        if name in ("--site", "--format"):
            asked[name] = value if has_value else "".join(arguments[number + 1 : number + 2])
    return asked


_LANG = site_language(Path(_asked(sys.argv[1:]).get("--site") or "."))


def _said(fr: str, en: str) -> str:
    """Give a help text in the language of the site one stands in."""
    return Phrase(fr, en).read(_LANG)


def _examples(*lines: str) -> str:
    return "\b\n" + _said("Exemples :", "Examples:") + "".join(f"\n  {line}" for line in lines)


def _option(name: str, fr: str, en: str, *, default: str = "", into: str | None = None) -> Callable[..., Verb]:
    """Give an option that takes a text, explained in both languages."""
    names = (name, into) if into else (name,)
    return click.option(*names, default=default, help=_said(fr, en))


_SITE = click.option(
    "--site",
    "site_dir",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help=_said("le dossier du site (par défaut : ici ou au-dessus)", "the site’s folder (default: here or above)"),
)
_QUIET = click.option("--quiet", "-q", is_flag=True, help=_said("ne dire que l’essentiel", "say only what matters"))
_AT = _option(
    "--at",
    "l’instant où l’on se place, ISO 8601 (par défaut : maintenant)",
    "the instant to stand at, ISO 8601 (default: now)",
    default=_NOW,
)


def _shared(*formats: str) -> Callable[[Verb], Verb]:
    """Give a verb the options that verbs about a site have."""
    format_ = click.option(
        "--format",
        "format_",
        type=click.Choice(formats or ("text", "json")),
        default="text",
        help=_said("la forme de la réponse", "the form of the answer"),
    )
    return lambda verb: _SITE(_AT(format_(_QUIET(verb))))


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_examples(
        "ligne init mon-site",
        'ligne new "Mon premier titre" --pillar nouvelles',
        "ligne check",
        "ligne build --at 2026-12-01T09:00+01:00",
    ),
    help=_said(
        "Une ligne éditoriale qui se compile : un texte Markdown devient le blog, la lettre et les publications.",
        "An editorial line you can compile: one Markdown text becomes the blog, the newsletter and the posts.",
    ),
)
@click.version_option(version=engine_version(), prog_name="ligne", message="%(prog)s %(version)s")
def ligne() -> None:
    """Hold the verbs."""


def instant_from(written: str, zone: tzinfo) -> datetime:
    """Give the instant a command line names, in UTC: `now` is now; without offset, a time of `zone`."""
    if written == _NOW:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        instant = datetime.fromisoformat(written)
        return (instant if instant.tzinfo else instant.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise EditorialError(_BAD_INSTANT.fill(found=printable(written))) from None


def _look_over(site_dir: Path, at: str) -> LookedOver:
    from channels.build import look_over
    from editorial.crew import Crew, available_jobs
    from editorial.folder import find_site
    from editorial.site import read_site

    site = read_site(find_site(site_dir), Crew(available_jobs()))
    if site.is_reindexed:
        from channels.answer import REINDEXED

        Reporter(site.charter.lang).aside(REINDEXED)
    return look_over(site, instant_from(at, site.calendar.zone))


@ligne.command(
    epilog=_examples("ligne build", "ligne build --at 2026-12-01T09:00+01:00"),
    help=_said(
        "Fabrique le site, les lettres et les publications dans output/.",
        "Makes the site, the letters and the posts in output/.",
    ),
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=_said("combien de processus (par défaut : un par cœur)", "how many processes (default: one a core)"),
)
@_shared()
def build(jobs: int | None, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Make everything in output/."""
    from channels.answer import answer_build
    from channels.standstill import at_standstill, inputs_of, last_build
    from editorial.folder import find_site

    root = find_site(site_dir)
    last, inputs = last_build(root), inputs_of(root)
    if last is not None and inputs == last.inputs:
        reporter = Reporter(last.lang, format_, quiet)
        built = at_standstill(root, root / "output", last, inputs, instant_from(at, ZoneInfo(last.zone)))
        if built is not None:
            return answer_build(reporter, built)

    from channels.build import Job
    from channels.build import build as make
    from editorial.crew import available_jobs
    from editorial.line import read_line

    line = read_line(root)
    reporter = Reporter(line.charter.lang, format_, quiet)
    job = Job(root, instant_from(at, line.calendar.zone), jobs or available_jobs())
    return answer_build(reporter, make(job, reporter.progress(_MAKING).step, inputs))


@ligne.command(
    epilog=_examples("ligne preview content/publier/mon-texte.md", "ligne preview lettre/2026-12-04"),
    help=_said(
        "Montre un brouillon, un texte à venir ou une édition sur tous les canaux, dans .ligne/preview/.",
        "Shows a draft, a piece to come or an edition on every channel, in .ligne/preview/.",
    ),
)
@click.argument("target", metavar=_said("FICHIER|ÉDITION", "PATH|EDITION"))
@_shared()
def preview(target: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Show one piece or edition on every channel."""
    from channels.answer import answer_build
    from channels.preview import preview as make
    from editorial.inquiry import to_preview

    seen = _look_over(site_dir, at)
    reporter = Reporter(seen.decision.site.charter.lang, format_, quiet)
    shown = to_preview(seen.decision, _in_site(seen.decision.site.root, target))
    built = make(seen, shown, reporter.progress(_MAKING).step)
    return answer_build(reporter, built, is_preview=True)


@ligne.command(
    epilog=_examples("ligne check", "ligne check content/publier/mon-texte.md", "ligne check --format github"),
    help=_said("Relit les textes, la charte et le calendrier.", "Reviews the pieces, the charter and the calendar."),
)
@click.argument("paths", nargs=-1, metavar=_said("[FICHIER…]", "[PATH…]"))
@_shared("text", "json", "github")
def check(paths: tuple[str, ...], site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Review pieces, charter and calendar."""
    from channels.answer import answer_check

    seen = _look_over(site_dir, at)
    root = seen.decision.site.root
    wanted = [_in_site(root, path) for path in paths]
    missing = next((path for path in wanted if not (root / path).exists()), None)
    if missing is not None:
        raise EditorialError(_NO_FILE, missing)
    findings = [
        finding
        for finding in seen.findings
        if not wanted or any(path in (".", finding.path) or finding.path.startswith(f"{path}/") for path in wanted)
    ]
    return answer_check(Reporter(seen.decision.site.charter.lang, format_, quiet), findings)


@ligne.command(
    epilog=_examples("ligne plan", "ligne plan --channel newsletter --to 2027-01-31", "ligne plan --format json"),
    help=_said("Montre ce qui paraît, quand et où.", "Shows what appears, when and where."),
)
@_option("--from", "à partir de (par défaut : il y a 30 jours)", "from (default: 30 days ago)", into="start")
@_option("--to", "jusqu’à (par défaut : dans 60 jours)", "until (default: in 60 days)", into="end")
@_option("--channel", "un seul canal", "one channel only")
@_shared()
def plan(start: str, end: str, channel: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Show the agenda."""
    from channels.answer import answer_plan
    from editorial.piece import CHANNELS
    from editorial.plan import agenda_between

    if channel not in ("", *CHANNELS):
        raise EditorialError(_NO_CHANNEL.fill(found=printable(channel), known=", ".join(CHANNELS)))
    decision = _look_over(site_dir, at).decision
    zone, now = decision.site.calendar.zone, decision.plan.at
    first = instant_from(start, zone) if start else now - timedelta(days=30)
    last = instant_from(end, zone) if end else now + timedelta(days=60)
    reporter = Reporter(decision.site.charter.lang, format_, quiet)
    return answer_plan(reporter, decision, agenda_between(decision.plan, first, last, channel))


@ligne.command(
    epilog=_examples("ligne explain content/publier/mon-texte.md"),
    help=_said(
        "Dit tout d’un texte : où et quand il paraît, sinon pourquoi, et les remarques.",
        "Says all about a piece: where and when it appears, if not why, and its findings.",
    ),
)
@click.argument("path", metavar=_said("FICHIER|ID", "PATH|ID"))
@_shared()
def explain(path: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Explain one piece."""
    from channels.answer import answer_explain
    from editorial.inquiry import found_piece

    seen = _look_over(site_dir, at)
    decision = seen.decision
    where = _in_site(decision.site.root, path)
    piece = found_piece(decision, where)
    wanted = piece.path if piece else where
    findings = [finding for finding in seen.findings if finding.path == wanted]
    return answer_explain(Reporter(decision.site.charter.lang, format_, quiet), decision, piece, wanted, findings)


@ligne.command(
    epilog=_examples('ligne new "Écrire le brief" --pillar metier'),
    help=_said(
        "Commence un texte, avec un en-tête valable, et propose le prochain créneau libre.",
        "Starts a piece with valid front matter and proposes the next free slot.",
    ),
)
@click.argument("title", metavar=_said("TITRE", "TITLE"))
@click.option("--pillar", required=True, help=_said("le pilier de la charte", "the charter’s pillar"))
@_option("--author", "la signature (par défaut : la première de l’ours)", "the byline (default: the masthead’s first)")
@_option("--lang", "la langue (par défaut : celle de la charte)", "the language (default: the charter’s)")
@_shared()
def new(title: str, pillar: str, author: str, lang: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Start a piece."""
    from channels.answer import answer_new
    from editorial.amend import start_piece
    from editorial.plan import next_open_slot

    decision = _look_over(site_dir, at).decision
    started = start_piece(decision.site, title, pillar, author=author, lang=lang)
    slot = next_open_slot(decision.plan, decision.schedule, pillar)
    return answer_new(Reporter(decision.site.charter.lang, format_, quiet), decision, started, slot)


@ligne.command(
    epilog=_examples("ligne init mon-site", "ligne init my-site --lang en"),
    help=_said("Pose un nouveau site, prêt à fabriquer.", "Lays out a new site that builds at once."),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar=_said("DOSSIER", "DIR"))
@click.option(
    "--lang",
    type=click.Choice(["fr", "en"]),
    default="en" if _LANG == "en" else "fr",
    help=_said("la langue du site", "the site’s language"),
)
@_AT
@_QUIET
def init(folder: Path, lang: str, at: str, quiet: bool) -> int:
    """Lay out a new site."""
    from channels.answer import answer_init
    from editorial.skeleton import plant

    return answer_init(Reporter(lang, quiet=quiet), plant(folder, instant_from(at, UTC).date(), lang), folder)


@ligne.command(
    epilog=_examples("ligne doctor", "ligne doctor --site mon-site"),
    help=_said("Vérifie l’installation et le site.", "Checks the installation and the site."),
)
@_shared()
def doctor(site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Check installation and site."""
    from channels.answer import answer_doctor
    from channels.doctor import examine

    return answer_doctor(Reporter(_LANG, format_, quiet), examine(site_dir))


def _in_site(root: Path, path: str) -> str:
    """Give a path as the site knows it; an id or an edition stays what it is."""
    found = next((there for there in (Path(path), root / path) if there.exists()), None)
    if found is None:
        return path
    try:
        return found.absolute().relative_to(root).as_posix()
    except ValueError:
        pass
    try:
        return found.resolve().relative_to(root).as_posix()
    except ValueError:
        raise EditorialError(_OUTSIDE.fill(path=printable(path))) from None


_BAD_INSTANT = Phrase(
    "« {found} » n’est pas un instant : écrivez par exemple 2026-12-01T09:00+01:00",
    "“{found}” is not an instant: write for instance 2026-12-01T09:00+01:00",
)
_NO_FILE = Phrase("ce fichier n’existe pas", "this file does not exist")
_OUTSIDE = Phrase("« {path} » est en dehors du site", "“{path}” is outside the site")
_NO_CHANNEL = Phrase(
    "« {found} » n’est pas un canal ; canaux : {known}", "“{found}” is not a channel; channels: {known}"
)
_MAKING = Phrase("Fabrication", "Building")
