"""The look: where templates and the brand come from, and how a template is filled in.

A site's own theme/ falls back, file by file, to the shipped one. Templates are strict: a name nobody gave is an error
that says which template and which line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from os.path import lexists
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from channels.brand import Brand, read_brand, shown_path, theme_text
from channels.shipped import shipped_theme
from editorial.channel_ids import channel_ids, profile_name
from editorial.charter import Charter
from editorial.clause import Clause, clauses
from editorial.datafile import close_datafile, open_datafile
from editorial.errors import EditorialError
from editorial.finding import Phrase, Span
from editorial.piece import digest_of
from editorial.plain_file import NOT_A_FILE
from editorial.typography import HELD, set_text

if TYPE_CHECKING:
    import jinja2

STRINGS = "strings.yaml"
NO_BREAK = "\u00a0"
_MONTHS = {
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
_WEEKDAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

_MISTAKES = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What a mistake in a template can raise besides Jinja's own errors. Jinja is loaded where a template is filled in."""


@dataclass(frozen=True)
class Look:
    """The theme folders, the site's own first, with the brand and the words of the interface."""

    folders: tuple[Path, ...]
    brand: Brand
    root: Path | None = None
    """The site's folder, whose own networks are called as their profiles say."""
    _environments: dict[str, jinja2.Environment] = field(default_factory=dict, repr=False, compare=False)

    def find(self, name: str) -> Path | None:
        """Give the first theme folder's file of that name (`newsletter/digest.mjml.j2`), or None."""
        return next((path for folder in self.folders if (path := folder / name).is_file()), None)

    def files(self, subfolder: str) -> Mapping[str, Path]:
        """Give every file of a subfolder by its name in it, the site's own over the shipped one of the same name."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            found.update(files_in(folder / subfolder))
        return dict(sorted(found.items()))

    def is_shipped(self, subfolder: str) -> bool:
        """Say whether every file of a subfolder is the shipped one: a template of the site's own may show anything."""
        return all(path.is_relative_to(shipped_theme()) for path in self.files(subfolder).values())

    def environment(self, subfolder: str) -> jinja2.Environment:
        """Give the strict environment of a subfolder's templates, with the house's filters; text is not escaped."""
        if subfolder not in self._environments:
            self._environments[subfolder] = self._environment(subfolder)
        return self._environments[subfolder]

    def render(self, subfolder: str, template: str, **values: object) -> str:
        """Give a template filled in; raises EditorialError naming the template and the line that is wrong."""
        return fill(self.environment(subfolder), template, values)

    def say(self, key: str, lang: str, **parameters: object) -> str:
        """Give one of the interface's sentences (theme/strings.yaml) in `lang`, else in English."""
        texts = self.strings[key]
        text = texts.get(lang) or texts.get(lang.split("-")[0]) or texts["en"]
        return text.format(**parameters) if parameters else text

    @cached_property
    def strings(self) -> Mapping[str, Mapping[str, str]]:
        """Give the interface's sentences by key, then language; the site's own over the shipped."""
        read: dict[str, Mapping[str, str]] = {}
        for folder in reversed(self.folders):
            if lexists(folder / STRINGS):
                read.update(_strings(folder / STRINGS, shown_path(folder / STRINGS)))
        for channel in channel_ids(self.root):
            if f"channel_{channel}" not in read:
                read[f"channel_{channel}"] = {"en": profile_name(channel, self.root)}
        return read

    @cached_property
    def words_digest(self) -> str:
        """The digest of the interface's sentences."""
        return digest_of(repr(sorted(self.strings.items())))

    def digest(self, subfolder: str) -> str:
        """Give the digest of every file of a subfolder and of the brand and words they use."""
        parts: list[bytes | str] = [self.brand.css(), self.words_digest]
        for name, path in self.files(subfolder).items():
            parts += [name, path.read_bytes()]
        return digest_of(*parts)

    def _environment(self, subfolder: str) -> jinja2.Environment:
        import jinja2

        from channels.jinja import Environment

        made = Environment(
            loader=jinja2.FileSystemLoader([folder / subfolder for folder in self.folders]),
            undefined=jinja2.StrictUndefined,
            autoescape=_is_markup,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        made.filters.update(FILTERS)
        made.globals.update(say=self.say, brand=self.brand)
        return made


def read_look(root: Path, pillars: Sequence[str] = ()) -> Look:
    """Give the look of a site: its own theme/ where it has one, then the shipped theme.

    Raises EditorialError where the brand is wrong, or a link of theme/ leaves the site.
    """
    own, shipped = root / "theme", shipped_theme()
    folders = (own, shipped) if own.is_dir() and own.resolve() != shipped.resolve() else (shipped,)
    if own in folders:
        refuse_outside(files_in(own), root, "theme")
        _refuse_pipes(own)
    return Look(folders, read_brand(folders, pillars), root)


def files_in(folder: Path) -> Mapping[str, Path]:
    """Give every file of a folder by its path in it, in order, without what editors and systems leave behind."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: path for name, path in found.items() if not path.name.startswith(".") and not name.endswith("~")}


def refuse_outside(files: Mapping[str, Path], root: Path, folder: str) -> None:
    """Raise EditorialError for the first file of a folder, by its path in it, that a link has outside the site."""
    inside = root.resolve()
    for name, path in files.items():
        if not path.resolve().is_relative_to(inside):
            raise EditorialError(_OUTSIDE, f"{folder}/{name}")


def _refuse_pipes(own: Path) -> None:
    """Raise EditorialError for the first thing in a theme that is there and is neither a file nor a folder."""
    for path in sorted(own.rglob("*")):
        if not path.is_file() and not path.is_dir() and path.exists():
            raise EditorialError(NOT_A_FILE, shown_path(path))


def fill(environment: jinja2.Environment, template: str, values: Mapping[str, object]) -> str:
    """Give a template filled in; raises EditorialError where it is the template that is wrong."""
    import jinja2

    try:
        return environment.get_template(template).render(values)
    except jinja2.TemplateSyntaxError as error:
        path = shown_path(Path(error.filename)) if error.filename else template
        raise EditorialError(_SYNTAX.fill(why=error.message), path, Span(error.lineno, 1, 2)) from None
    except jinja2.TemplateNotFound as error:
        raise _missing(error, environment, template) from None
    except UnicodeDecodeError as error:
        path, line = _place(error.__traceback__) or (_expected(environment, template), None)
        raise EditorialError(_NOT_UTF8.fill(byte=f"0x{error.object[error.start]:02x}"), path, line) from None
    except jinja2.UndefinedError as error:
        path, span = _place(error.__traceback__) or (template, Span())
        raise EditorialError(_UNDEFINED.fill(why=error.message), path, span) from None
    except (*_MISTAKES, jinja2.TemplateError) as error:
        place = _innermost(error.__traceback__)
        if place is None:
            raise
        raise EditorialError(_WRONG.fill(why=f"{type(error).__name__}: {error}"), *place) from None


def _missing(error: jinja2.TemplateNotFound, environment: jinja2.Environment, template: str) -> EditorialError:
    """Give the error of a template that is missing, at the line that asks for it; else at its own path."""
    place = _place(error.__traceback__)
    if place is None:
        return EditorialError(_NO_TEMPLATE, _expected(environment, template))
    names = [str(name) for name in getattr(error, "templates", [error.name])]
    said = Phrase(" ou ".join(f"« {name} »" for name in names), " or ".join(f"“{name}”" for name in names))
    return EditorialError(_NO_OTHER.fill(names=said, path=_expected(environment, names[0])), *place)


def _expected(environment: jinja2.Environment, template: str) -> str:
    """Give the path at which a template is looked for first."""
    folders = getattr(environment.loader, "searchpath", ())
    return shown_path(Path(folders[0]) / template) if folders else template


def locale(lang: str) -> str:
    """Give a language as Open Graph writes it, `fr_FR`; without a territory, CLDR's likely one, "" where none is known.

    Readers take a page that names none for `en_US`.
    """
    language, _, territory = lang.partition("-")
    territory = territory or _TERRITORIES.get(language, "")
    return f"{language}_{territory.upper()}" if territory else ""


_TERRITORIES = {
    "ar": "EG", "ca": "ES", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "en": "US", "es": "ES", "fi": "FI",
    "fr": "FR", "he": "IL", "hu": "HU", "it": "IT", "ja": "JP", "ko": "KR", "nl": "NL", "pl": "PL", "pt": "BR",
    "ro": "RO", "ru": "RU", "sv": "SE", "tr": "TR", "uk": "UA", "zh": "CN",
}  # fmt: skip


def _is_markup(template: str | None) -> bool:
    """Say whether a template's values are escaped: everything but the text part of a mail."""
    return template is None or not template.removesuffix(".j2").endswith((".txt", ".md"))


def _place(traceback: TracebackType | None) -> tuple[str, Span] | None:
    """Give the last template line that a traceback went through (Jinja rewrites its frames to template lines)."""
    found = None
    while traceback is not None:
        found = _shown_place(traceback) if _is_template(traceback) else found
        traceback = traceback.tb_next
    return found


def _innermost(traceback: TracebackType | None) -> tuple[str, Span] | None:
    """Give the template line that failed, in Jinja or in a filter of ours; None where other code of ours failed."""
    import jinja2

    # Where a mistake may come to light that is the template's own: in Jinja, in our environment, in a filter above.
    ours = (str(Path(jinja2.__file__).parent), str(Path(__file__).with_name("jinja.py")), __file__)
    found = None
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        if _is_template(traceback):
            found = _shown_place(traceback)
        elif found and not path.startswith(ours):
            return None
        traceback = traceback.tb_next
    return found


def _is_template(traceback: TracebackType) -> bool:
    return "__jinja_template__" in traceback.tb_frame.f_globals or "__jinja_exception__" in traceback.tb_frame.f_globals


def _shown_place(traceback: TracebackType) -> tuple[str, Span]:
    return shown_path(Path(traceback.tb_frame.f_code.co_filename)), Span(traceback.tb_lineno, 1, 2)


def _strings(path: Path, shown: str) -> Mapping[str, Mapping[str, str]]:
    f, source = open_datafile(theme_text(path), shown)
    f.has("format")
    read = {key: f.by_lang(key, "fr") for key in f.values if key != "format"}
    close_datafile(f, source, shown)
    return read


def day(value: date, lang: str = "fr") -> str:
    """Give a day in words: « 23 novembre 2026 », « 1er mai 2026 », “23 November 2026”."""
    return f"{_day_number(value, lang)}{NO_BREAK}{_named(_MONTHS, lang)[value.month - 1]}{NO_BREAK}{value.year}"


def short_day(value: date, lang: str = "fr") -> str:
    """Give a day of a known year: « 23 novembre », “23 November”."""
    return f"{_day_number(value, lang)}{NO_BREAK}{_named(_MONTHS, lang)[value.month - 1]}"


def long_day(value: date, lang: str = "fr") -> str:
    """Give a day with its weekday: « lundi 23 novembre 2026 »."""
    return f"{_named(_WEEKDAYS, lang)[value.weekday()]} {day(value, lang)}"


def month(value: date, lang: str = "fr") -> str:
    """Give a month: « novembre 2026 »."""
    return f"{_named(_MONTHS, lang)[value.month - 1]}{NO_BREAK}{value.year}"


def iso(value: date) -> str:
    """Give a day or an instant for machines: 2026-11-23 or 2026-11-23T09:00:00+01:00."""
    return value.isoformat()


def thousands(value: int, lang: str = "fr") -> str:
    """Give a number with its thousands set apart: « 1 300 », “1,300”."""
    return f"{value:,}".replace(",", "," if lang.startswith("en") else "\u202f")


def _day_number(value: date, lang: str) -> str:
    return "1er" if value.day == 1 and lang.startswith("fr") else str(value.day)


def _named(names: Mapping[str, tuple[str, ...]], lang: str) -> tuple[str, ...]:
    return names["fr" if lang.split("-")[0] == "fr" else "en"]


def clauses_of(charter: Charter) -> Sequence[Clause]:
    """Give every clause of a charter, with the anchor that findings lead to."""
    return tuple(clauses(charter.source.values))


FILTERS: Mapping[str, Callable[..., object]] = {
    "day": day,
    "short_day": short_day,
    "long_day": long_day,
    "month": month,
    "iso": iso,
    "thousands": thousands,
    "locale": locale,
    "typeset": partial(set_text, typography=HELD),
    "clauses": clauses_of,
}

_OUTSIDE = Phrase(
    "ce lien symbolique sort du site : copiez le fichier ici",
    "this symbolic link leaves the site: copy the file here",
)
_SYNTAX = Phrase("ce gabarit ne se lit pas : {why}", "this template does not parse: {why}")
_UNDEFINED = Phrase(
    "ce gabarit emploie un nom que personne ne lui donne : {why}",
    "this template uses a name that nothing gives it: {why}",
)
_NO_TEMPLATE = Phrase("ce gabarit manque", "this template is missing")
_NO_OTHER = Phrase(
    "le gabarit {names}, que celui-ci demande ici, manque : créez {path}, ou corrigez ce nom",
    "the template {names}, which this one asks for here, is missing: make {path}, or mend this name",
)
_NOT_UTF8 = Phrase(
    "ce gabarit, ou un de ceux qu’il emploie, n’est pas en UTF-8 (octet {byte})",
    "this template, or one it uses, is not UTF-8 (byte {byte})",
)
_WRONG = Phrase("ce gabarit échoue ici : {why}", "this template fails here: {why}")
