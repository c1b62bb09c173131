"""What every verb may be asked, and in which language it answers: the options they share, the instant, the site."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.formats.brief import printable
from channels.report import Reporter
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.folder import as_text

if TYPE_CHECKING:
    from channels.build import LookedOver
    from editorial.baseline import Baseline
    from editorial.crew import Crew
    from editorial.desk import Decision
    from editorial.scan import Scan
    from editorial.site import Site

_NOW = "now"
_LANGUAGES = re.compile(r"^languages:\s*(?:\[|\n\s*-)?\s*[\"']?([A-Za-z][A-Za-z-]*)", re.MULTILINE)

Verb = Callable[..., int]


def site_language(start: Path) -> str:
    """Give the language a site's charter is written in, without judging the rest of that file; else French."""
    start = start.absolute()
    for folder in (start, *start.parents):
        charter = folder / "editorial" / "charter.yaml"
        try:
            # Whoever waits for a pipe here waits before anything can be said of it.
            text = charter.read_bytes()[:20_000].decode("utf-8", "replace") if charter.is_file() else None
        except OSError:
            continue
        if text is None:
            continue
        found = _LANGUAGES.search(text)
        return found[1] if found else "fr"
    return "fr"


def asked(arguments: list[str]) -> dict[str, str]:
    """Give the options of a command line that decide how things are said, before it is parsed."""
    found = {}
    for number, word in enumerate(arguments):
        name, has_value, value = word.partition("=")
        if name in ("--site", "--format"):
            found[name] = value if has_value else "".join(arguments[number + 1 : number + 2])
    return found


LANG = site_language(Path(asked(sys.argv[1:]).get("--site") or "."))


def said(fr: str, en: str) -> str:
    """Give a help text in the language of the site one stands in."""
    return Phrase(fr, en).read(LANG)


def examples(*lines: str) -> str:
    """Give the example lines that end a verb's help."""
    return "\b\n" + said("Exemples :", "Examples:") + "".join(f"\n  {line}" for line in lines)


def option(name: str, fr: str, en: str, *, default: str = "", into: str | None = None) -> Callable[..., Verb]:
    """Give an option that takes a text, explained in both languages."""
    names = (name, into) if into else (name,)
    return click.option(*names, default=default, help=said(fr, en))


SITE = click.option(
    "--site",
    "site_dir",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    is_eager=True,  # --channel asks the site for its own networks
    help=said("le dossier du site (par défaut : ici ou au-dessus)", "the site’s folder (default: here or above)"),
)
QUIET = click.option("--quiet", "-q", is_flag=True, help=said("ne dire que l’essentiel", "say only what matters"))
AT = option(
    "--at",
    "l’instant où l’on se place, ISO 8601 (par défaut : maintenant)",
    "the instant to stand at, ISO 8601 (default: now)",
    default=_NOW,
)


def _channel(context: click.Context, _: click.Parameter, value: str) -> str:
    """Give a channel as it was asked for, "" for all; raises EditorialError where there is none of that name."""
    from editorial.channel_ids import SHIPPED, channel_ids
    from editorial.folder import find_site

    known = ("", *SHIPPED)
    if value not in known:
        known = channel_ids(find_site(context.params["site_dir"]))
    if value not in known:
        raise EditorialError(_NO_CHANNEL.fill(found=printable(value), known=", ".join(known)))
    return value


CHANNEL = click.option("--channel", default="", callback=_channel, help=said("un seul canal", "one channel only"))


def _pin(context: click.Context, _: click.Parameter, value: str | None) -> None:
    """Pin the root of trust for this run, as the environment does; a variable that was empty is no root."""
    if value is not None:
        if not value.strip():
            raise EditorialError(_NO_ROOT)
        from editorial.signature import PIN

        before = os.environ.get(PIN)
        os.environ[PIN] = value
        context.call_on_close(lambda: os.environ.pop(PIN) if before is None else os.environ.update({PIN: before}))


TRUST_ROOT = click.option(
    "--trust-root",
    default=None,
    metavar=said("CLÉ", "KEY"),
    callback=_pin,
    expose_value=False,
    help=said(
        "la racine de confiance des approbations (par défaut : LIGNE_TRUST_ROOT)",
        "the root of trust of approvals (default: LIGNE_TRUST_ROOT)",
    ),
)


def shared(*formats: str) -> Callable[[Verb], Verb]:
    """Give a verb the options that verbs about a site have."""
    format_ = click.option(
        "--format",
        "format_",
        type=click.Choice(formats or ("text", "json")),
        default="text",
        help=said("la forme de la réponse", "the form of the answer"),
    )
    return lambda verb: SITE(AT(TRUST_ROOT(format_(QUIET(verb)))))


def instant_from(written: str, zone: tzinfo) -> datetime:
    """Give the instant a command line names, in UTC: `now` is now; without offset, a time of `zone`."""
    if written == _NOW:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        instant = datetime.fromisoformat(written)
        return (instant if instant.tzinfo else instant.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise EditorialError(_BAD_INSTANT.fill(found=printable(written))) from None


def now_from(written: str, zone: tzinfo) -> datetime:
    """Give the instant to stand at, in UTC; months around it are looked at, and Python has none after the year 9999."""
    instant = instant_from(written, zone)
    if not 1900 <= instant.year < 3000:
        raise EditorialError(_BAD_INSTANT.fill(found=printable(written)))
    return instant


def look_over(
    site_dir: Path,
    at: str,
    *,
    against: str = "",
    baseline: Baseline | None = None,
    staged: Collection[str] | None = None,
    content: Scan | None = None,
) -> LookedOver:
    """Give a site as it is seen at an instant: read, reviewed and planned; raises EditorialError.

    `against` names the version of the charter, or the commit or file that holds one, by which to judge every piece.
    `baseline` stands in for the site's own, and the files that are `staged` are taken as git's index has them.
    `content` is what was seen under content/, where somebody has just looked.
    """
    from channels.build import look_over as seen
    from editorial.staged import as_staged, staged_baseline
    from editorial.versions import charter_of_site

    site, crew = _read(site_dir, content)
    if staged is not None:
        site = as_staged(site, staged)
        baseline = staged_baseline(site.root) if baseline is None else baseline
    charter = charter_of_site(site.root, site.charter, site.calendar.zone, against) if against else None
    return seen(site, now_from(at, site.calendar.zone), against=charter, baseline=baseline, crew=crew)


def looked_over(site_dir: Path, at: str, back: timedelta | None = None) -> LookedOver:
    """Give a site as it is seen at an instant, without what only letters and posts find; raises EditorialError.

    `back` is how far back its agenda is looked at, None for all of it.
    """
    from channels.build import look_over_the_plan

    site, crew = _read(site_dir)
    return look_over_the_plan(site, now_from(at, site.calendar.zone), crew=crew, back=back)


def leaving(site_dir: Path, at: str) -> LookedOver:
    """Give all that is out of a site at an instant, without what there is to say of its plan; raises EditorialError."""
    from channels.build import look_over_what_leaves

    site, crew = _read(site_dir)
    return look_over_what_leaves(site, now_from(at, site.calendar.zone), crew=crew)


def decided(site_dir: Path, at: str) -> Decision:
    """Give what is decided of a site at an instant, without what only letters and posts find; raises EditorialError."""
    return looked_over(site_dir, at).decision


def _read(site_dir: Path, content: Scan | None = None) -> tuple[Site, Crew]:
    """Give a site, and the crew that read it."""
    from editorial.crew import Crew, available_jobs
    from editorial.folder import find_site
    from editorial.site import read_site

    crew = Crew(available_jobs())
    site = read_site(find_site(site_dir), crew, content)
    if site.is_reindexed:
        from channels.answer import REINDEXED

        Reporter(site.charter.lang).aside(REINDEXED)
    return site, crew


def in_site(root: Path, path: str) -> str:
    """Give a path as the site knows it; an id or an edition stays what it is."""
    found = [there for there in (Path(path), root / path) if there.exists()]
    for there in (way for place in found for way in (place.absolute(), place.resolve())):
        if there.is_relative_to(root):
            return as_text(there.relative_to(root).as_posix())
    if found:
        raise EditorialError(_OUTSIDE.fill(path=printable(path)))
    return path


_NO_CHANNEL = Phrase(
    "« {found} » n’est pas un canal ; canaux : {known}", "“{found}” is not a channel; channels: {known}"
)
_BAD_INSTANT = Phrase(
    "« {found} » n’est pas un instant : écrivez par exemple 2026-12-01T09:00+01:00",
    "“{found}” is not an instant: write for instance 2026-12-01T09:00+01:00",
)
_NO_ROOT = Phrase(
    "--trust-root ne nomme aucune clé : donnez une empreinte SHA256:…, ou retirez cette option",
    "--trust-root names no key: give a fingerprint SHA256:…, or leave the option out",
)
_OUTSIDE = Phrase("« {path} » est en dehors du site", "“{path}” is outside the site")
