"""Rule kind `formats`: a piece of a format holds what the charter's content profile asks for.

What it does: for a piece that names its `format`, counts words, questions (headings and bold lines that end in a
question mark), sections (headings), steps (items of numbered lists), lists, quotes, blocks of code, images, links and
footnotes, and looks for the headings every piece of the format has, whatever their capitals and accents.
Why: an interview has questions and a tutorial has steps; readers come back for the shape they know.
Options: each of the `formats` of the charter: `name`, `min_words`, `max_words`, `standfirst` (`min_words`,
`max_words`), `headings` (a list), `requires` (a number for each of `questions`, `sections`, `steps`, `lists`,
`quotes`, `code`, `images`, `links`, `notes`). Without `formats`, any format may be named.
Example: `format: interview` with one question where `requires: {questions: 3}` → « format « interview » : questions
(intertitres ou lignes en gras) : 1 ; la charte en veut 3 au moins ».
Passes: the same interview with three headings that end in a question mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from editorial.blocks import read_blocks
from editorial.demands import Profile
from editorial.finding import Finding, Level, Phrase, Span
from editorial.piece import Piece
from editorial.prose import Prose, words_in
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_front, nearest
from editorial.slug import slugified

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False

_UNKNOWN = Phrase("la charte ne décrit pas le format « {found} »", "the charter describes no format “{found}”")
_MISSING = Phrase(
    "format « {name} » : {part} : {count} ; la charte en veut {limit} au moins",
    "format “{name}”: {part}: {count}; the charter wants at least {limit}",
)
_MISSING_FIX = Phrase("ajoutez-en {count}, ou changez de format", "add {count}, or change the format")
_HEADING = Phrase(
    "format « {name} » : il manque l’intertitre « {heading} »", "format “{name}”: the heading “{heading}” is missing"
)
_HEADING_FIX = Phrase("ajoutez ## {heading}", "add ## {heading}")
_LONG = Phrase(
    "format « {name} » : {part} : {count} ; la charte en veut {limit} au plus",
    "format “{name}”: {part}: {count}; the charter wants at most {limit}",
)
_LONG_FIX = Phrase("retirez-en {count}, ou changez de format", "cut {count}, or change the format")
_WORDS, _STANDFIRST = Phrase("mots", "words"), Phrase("mots du chapô", "words of the standfirst")
_PARTS: Final[Mapping[str, Phrase]] = {
    "questions": Phrase("questions (intertitres ou lignes en gras)", "questions (headings or bold lines)"),
    "sections": Phrase("intertitres", "headings"),
    "steps": Phrase("étapes (listes numérotées)", "steps (numbered lists)"),
    "lists": Phrase("listes", "lists"),
    "quotes": Phrase("citations", "quotes"),
    "code": Phrase("blocs de code", "blocks of code"),
    "images": Phrase("images", "pictures"),
    "links": Phrase("liens", "links"),
    "notes": Phrase("notes", "footnotes"),
}


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each part that a piece's format wants and the piece lacks."""
    formats = context.charter.formats
    if not piece.format or not formats:
        return
    span = in_front(piece, "format")
    profile = formats.get(piece.format)
    if profile is None:
        fix, message = nearest(piece.format, formats), _UNKNOWN.fill(found=piece.format)
        yield Finding("formats.unknown", Level.WARNING, piece.path, span, message, clause="formats", fix=fix)
        return
    prose = context.prose(piece)
    yield from _counted(piece, profile, prose, span)
    held = {slugified(heading.text) for heading in prose.headings}
    for heading in profile.headings:
        if slugified(heading) not in held:
            said = _HEADING.fill(name=profile.name or profile.id, heading=heading)
            fix, clause = _HEADING_FIX.fill(heading=heading), f"formats.{profile.id}.headings"
            yield Finding("formats.heading", Level.WARNING, piece.path, span, said, clause=clause, fix=fix)


def _counted(piece: Piece, profile: Profile, prose: Prose, span: Span) -> Iterator[Finding]:
    blocks = read_blocks(piece.body)
    counts: Mapping[str, Callable[[], int]] = {
        "questions": lambda: sum(
            text.rstrip().endswith("?") for text in (*(heading.text for heading in prose.headings), *blocks.strong)
        ),
        "sections": lambda: len(prose.headings),
        "steps": lambda: sum(listing.items for listing in blocks.lists if listing.is_numbered),
        "lists": lambda: len(blocks.lists),
        "quotes": lambda: len(blocks.quotes),
        "code": lambda: len(blocks.code),
        "images": lambda: len(prose.images) + (piece.image is not None),
        "links": lambda: len(prose.links),
        "notes": lambda: len(prose.footnotes),
    }
    wanted: list[tuple[str, Phrase, int, int | None, int | None]] = [
        (f"requires.{part}", _PARTS[part], counts[part](), least, None) for part, least in profile.requires.items()
    ]
    wanted.append(("words", _WORDS, prose.words, profile.words.least, profile.words.most))
    of_standfirst = profile.standfirst
    wanted.append(("standfirst", _STANDFIRST, words_in(piece.standfirst), of_standfirst.least, of_standfirst.most))
    for key, part, count, least, most in wanted:
        clause, name = f"formats.{profile.id}.{key}", profile.name or profile.id
        if least is not None and count < least:
            said = _MISSING.fill(name=name, part=part, count=count, limit=least)
            fix = _MISSING_FIX.fill(count=least - count)
            yield Finding("formats.missing", Level.WARNING, piece.path, span, said, clause=clause, fix=fix)
        if most is not None and count > most:
            said = _LONG.fill(name=name, part=part, count=count, limit=most)
            fix = _LONG_FIX.fill(count=count - most)
            yield Finding("formats.long", Level.WARNING, piece.path, span, said, clause=clause, fix=fix)
