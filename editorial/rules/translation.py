"""Rule kind `translation`: a translation names its original, which is in another language.

What it does: looks up `translation_of` among the ids of the site, and compares the languages.
Why: the two pages point at each other for readers and search engines; a wrong id breaks both.
Options: none.
Example: `translation_of: ecrire-un-brief` → « aucun texte n’a l’identifiant « ecrire-un-brief » : vouliez-vous écrire
« ecrire-le-brief » ? ».
Passes: `translation_of: ecrire-le-brief` with `lang: en`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from editorial.finding import Finding, Level, Phrase
from editorial.piece import Piece
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_front, nearest

SCOPE: Final = Scope.SITE
IS_BINDING: Final = False

_MISSING = Phrase("aucun texte n’a l’identifiant « {found} »", "no text has the id “{found}”")
_ITSELF = Phrase("un texte n’est pas sa propre traduction", "a text is not its own translation")
_ITSELF_FIX = Phrase("nommez l’identifiant de l’original", "name the id of the original")
_SAME_LANG = Phrase("{original} est aussi en « {lang} »", "{original} is in “{lang}” as well")
_SAME_LANG_FIX = Phrase("corrigez lang ici, ou là-bas", "correct lang here, or there")
_CHAIN = Phrase(
    "{original} est lui-même une traduction de « {first} »", "{original} is itself a translation of “{first}”"
)
_CHAIN_FIX = Phrase("écrivez translation_of: {first}", "write translation_of: {first}")


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give the findings about what a piece is the translation of."""
    named = piece.translation_of
    if not named:
        return
    original = context.by_id.get(named)
    if named == piece.id:
        yield _finding(piece, "translation.itself", Level.ERROR, _ITSELF, _ITSELF_FIX)
    elif original is None:
        if named not in {PurePosixPath(path).stem for path in context.unreadable}:
            fix = nearest(named, (other.id for other in context.pieces if other.lang != piece.lang))
            yield _finding(piece, "translation.missing", Level.ERROR, _MISSING.fill(found=named), fix)
    elif original.lang == piece.lang:
        message = _SAME_LANG.fill(original=original.path, lang=piece.lang)
        yield _finding(piece, "translation.same-lang", Level.ERROR, message, _SAME_LANG_FIX)
    elif original.translation_of:
        message = _CHAIN.fill(original=original.path, first=original.translation_of)
        fix = _CHAIN_FIX.fill(first=original.translation_of)
        yield _finding(piece, "translation.chain", Level.WARNING, message, fix)


def _finding(piece: Piece, rule: str, level: Level, message: Phrase, fix: Phrase | None) -> Finding:
    return Finding(rule, level, piece.path, in_front(piece, "translation_of"), message, fix=fix)
