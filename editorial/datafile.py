"""A data file of the site (charter, calendar, channels/*.yaml): opened, and closed with all that is wrong in it."""

from __future__ import annotations

from editorial.entry_lines import month_of
from editorial.errors import EditorialError, Problem
from editorial.fields import Fields
from editorial.finding import Phrase, Span
from editorial.source import Document, Unreadable, load_yaml

FORMAT = 1


def open_datafile(text: str, path: str) -> tuple[Fields, Document]:
    """Give the fields of one of the site's data files; raises EditorialError when it is no mapping or too new."""
    try:
        values = month_of(text) or load_yaml(text)
    except Unreadable as problem:
        raise EditorialError([Problem(_with_fix(problem.message, problem.fix), path, problem.span)]) from None
    if not isinstance(values, dict):
        raise EditorialError(_NOT_A_MAPPING, path, Span(1, 1, 2))
    source = Document(text, values)
    f = Fields(values)
    written = f.whole("format")
    if written is not None and written > FORMAT:
        raise EditorialError(_NEWER.fill(found=written, known=FORMAT), path, source.span(("format",)))
    return f, source


def close_datafile(f: Fields, source: Document, path: str) -> None:
    """Raise EditorialError with every complaint about one of the site's data files, if there is any."""
    f.finish()
    if f.complaints:
        raise EditorialError(
            [Problem(_with_fix(c.message, c.fix), path, source.span(c.keys, on_key=c.on_key)) for c in f.complaints]
        )


def _with_fix(message: Phrase, fix: Phrase | None) -> Phrase:
    return Phrase(f"{message.fr} : {fix.fr}", f"{message.en}: {fix.en}") if fix else message


_NOT_A_MAPPING = Phrase(
    "ce fichier doit être une suite de « clé : valeur »", "this file must be a list of “key: value” lines"
)
_NEWER = Phrase(
    "ce fichier est au format {found}, cette version de Ligne lit le format {known} : mettez Ligne à jour",
    "this file is in format {found}, this version of Ligne reads format {known}: update Ligne",
)
