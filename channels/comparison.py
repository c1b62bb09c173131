"""Two charters compared, as text, as JSON and as a page that stands by itself: what changed, and for which pieces."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from channels.templates import Look
from editorial.beside import beside
from editorial.charter import Charter
from editorial.differences import Change, Difference, section_name
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.impact import Impact, OfRule, Touched, pieces_in
from editorial.typography import held

TEMPLATE = "charter-diff.html.j2"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two charters, and what it was asked for by."""

    name: str
    charter: Charter

    def label(self, lang: str) -> str:
        """Give its version, with what names it where that says more."""
        version = self.charter.version
        return version if self.name in ("", version) else f"{version} ({self.name})"


@dataclass(frozen=True)
class Comparison:
    """Two charters, what they differ in, and what going from one to the other changes."""

    before: Side
    after: Side
    differences: Sequence[Difference]
    impact: Impact


def as_json(compared: Comparison, lang: str) -> Mapping[str, object]:
    """Give a comparison as plain values."""
    return {
        "from": _side(compared.before),
        "to": _side(compared.after),
        "changes": [
            {"section": d.section, "change": d.change.value, "clause": d.clause, "message": d.message.read(lang)}
            for d in compared.differences
        ],
        "impact": {
            "live": compared.impact.live,
            "planned": compared.impact.planned,
            "failing": [_row(row, lang) for row in compared.impact.failing],
            "freed": [_row(row, lang) for row in compared.impact.freed],
        },
    }


def as_lines(compared: Comparison, lang: str) -> Iterator[str]:
    """Give a comparison as lines to be read."""
    words = _words(compared, lang)
    yield words["title"]
    yield words["dates"]
    for section, found in _sections(compared.differences):
        yield ""
        yield section.read(lang)
        yield from (f"  {_SIGNS[one.change]} {one.message.read(lang)}" for one in found)
    if not compared.differences:
        yield words["same"]
    yield ""
    yield words["looked_at"]
    for said, rows in _parts(compared.impact):
        yield said.read(lang)
        for row in rows:
            yield f"  {row.level.value} {row.rule}: {_said_of(row).read(lang)}"
            for one in row.pieces:
                span = one.finding.span
                place = f"{one.piece.path}:{span.line}:{span.column}"
                yield f"    {place} ({_state(one).read(lang)}) {one.finding.message.read(lang)}"
    if any(row.pieces for row in compared.impact.failing):
        yield words["stays"]


def page_of(compared: Comparison, lang: str, look: Look) -> str:
    """Give the page of a comparison; raises EditorialError where its template is wrong."""
    sections = [
        {
            "name": name.read(lang),
            "changes": [
                {"change": d.change.value, "sign": _SIGNS[d.change], "message": d.message.read(lang)} for d in found
            ],
        }
        for name, found in _sections(compared.differences)
    ]
    states = {"live": _LIVE.read(lang), "planned": _PLANNED.read(lang)}
    parts = [
        {"said": said.read(lang), "rows": [{**_row(row, lang), "said": _said_of(row).read(lang)} for row in rows]}
        for said, rows in _parts(compared.impact)
    ]
    words = _words(compared, lang)
    page = look.render("team", TEMPLATE, lang=lang, words=words, states=states, sections=sections, parts=parts)
    head, main, said = page.partition("<main>")
    return head + main + (held(said) if lang.startswith("fr") else said)


def write_page(target: Path, page: str) -> None:
    """Write a page, whole or not at all; raises EditorialError where the file cannot be written."""
    try:
        with beside(target, page.encode()) as part:
            os.chmod(part, 0o644)
    except OSError as error:
        raise EditorialError(_NOT_WRITTEN.fill(why=error.strerror), str(target)) from None


def _side(side: Side) -> Mapping[str, object]:
    effective = side.charter.effective
    return {
        "name": side.name or side.charter.version,
        "version": side.charter.version,
        "effective": effective.isoformat() if effective else None,
    }


def _row(row: OfRule, lang: str) -> dict[str, object]:
    pieces = [
        {
            "path": one.piece.path,
            "id": one.piece.id,
            "title": one.piece.title,
            "state": "live" if one.is_live else "planned",
            "line": one.finding.span.line,
            "column": one.finding.span.column,
            "count": one.count,
            "message": one.finding.message.read(lang),
        }
        for one in row.pieces
    ]
    return {"rule": row.rule, "level": row.level.value, "pieces": pieces}


def _sections(found: Iterable[Difference]) -> Iterator[tuple[Phrase, list[Difference]]]:
    by_section: dict[str, list[Difference]] = {}
    for one in found:
        by_section.setdefault(one.section, []).append(one)
    for section, listed in by_section.items():
        yield section_name(section), listed


def _parts(impact: Impact) -> Iterator[tuple[Phrase, Sequence[OfRule]]]:
    for said, rows in ((_FAILING, impact.failing), (_FREED, impact.freed)):
        errors = pieces_in(rows)
        live = sum(errors.values())
        yield said.fill(count=len(errors), live=live, planned=len(errors) - live), rows


def _said_of(row: OfRule) -> Phrase:
    live = sum(one.is_live for one in row.pieces)
    return _COUNT.fill(count=len(row.pieces), live=live, planned=len(row.pieces) - live)


def _state(one: Touched) -> Phrase:
    return _LIVE if one.is_live else _PLANNED


def _words(compared: Comparison, lang: str) -> dict[str, str]:
    before, after, impact = compared.before, compared.after, compared.impact
    days = [side.charter.effective.isoformat() if side.charter.effective else "?" for side in (before, after)]
    said = {
        "title": _TITLE.fill(before=before.label(lang), after=after.label(lang)),
        "dates": _DATES.fill(before=days[0], after=days[1]),
        "looked_at": _LOOKED_AT.fill(live=impact.live, planned=impact.planned),
        **_FIXED,
    }
    return {name: phrase.read(lang) for name, phrase in said.items()}


_SIGNS = {Change.ADDED: "+", Change.REMOVED: "−", Change.CHANGED: "~"}
_LIVE, _PLANNED = Phrase("en ligne", "live"), Phrase("prévu", "planned")
_TITLE = Phrase("La charte, de {before} à {after}", "The charter, from {before} to {after}")
_DATES = Phrase("En vigueur le {before}, puis le {after}.", "Effective {before}, then {after}.")
_LOOKED_AT = Phrase(
    "Relus avec l’une et l’autre : {live} texte{live:|s} en ligne, {planned} prévu{planned:|s}.",
    "Judged by both: {live} piece{live:|s} live, {planned} planned.",
)
_FAILING = Phrase(
    "Nouvellement en défaut : {count} texte{count:|s}, {live} en ligne et {planned} prévu{planned:|s}.",
    "Newly failing: {count} piece{count:|s}, {live} live and {planned} planned.",
)
_FREED = Phrase(
    "Libérés : {count} texte{count:|s}, {live} en ligne et {planned} prévu{planned:|s}.",
    "Freed: {count} piece{count:|s}, {live} live and {planned} planned.",
)
_COUNT = Phrase(
    "{count} texte{count:|s} : {live} en ligne, {planned} prévu{planned:|s}",
    "{count} piece{count:|s}: {live} live, {planned} planned",
)
_FIXED = {
    "changes": Phrase("Ce qui change", "What changes"),
    "same": Phrase("Rien n’a changé.", "Nothing changed."),
    "impact": Phrase("Ce que cela change pour les textes", "What this changes for the pieces"),
    "piece": Phrase("texte", "piece"),
    "state": Phrase("état", "state"),
    "found": Phrase("remarque", "finding"),
    "stays": Phrase(
        "Ce qui a paru reste sous la version de son premier créneau tant qu’on ne le modifie pas : une nouvelle charte "
        "ne retient que ce qui est prévu après son entrée en vigueur.",
        "What has appeared stays under the version of its first slot until it is edited: a new charter holds only what "
        "is planned after it takes effect.",
    ),
}
_NOT_WRITTEN = Phrase("ce fichier ne peut pas être écrit ({why})", "this file cannot be written ({why})")
