"""Rule kind `link_text`: the text of a link says where it leads.

What it does: finds the links of a body whose text says nothing out of its sentence (« cliquez ici », “read more”),
those without text, and web addresses given as text of a link written in Markdown. An address written bare is left
alone.
Why: a reader who goes from link to link, by ear or by key, hears their texts one after the other.
Options: none.
Example: `[cliquez ici](brief.md)` → « « cliquez ici » ne dit pas où mène le lien ».
Passes: `[comment écrire le brief](brief.md)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from editorial.finding import Finding, Level, Phrase
from editorial.piece import Piece
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_body

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False

_VAGUE: Final = frozenset(
    (
        "ici|là|cliquez ici|cliquer ici|clique ici|cliquez|par ici|ce lien|ce lien-ci|suivez ce lien|cette page|"
        "cet article|lire|lire ici|lire la suite|la suite|en savoir plus|plus|plus d’infos|plus d’info|"
        "plus d’informations|"
        "pour en savoir plus|voir|voir ici|voir plus|"
        "here|click here|click|this|this link|this page|this article|this post|read|read more|more|learn more|"
        "find out more|more info|more information|see more|see here|see|this site|this one"
    ).split("|")
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_VAGUE_SAID = Phrase("« {found} » ne dit pas où mène le lien", "“{found}” does not say where the link leads")
_VAGUE_FIX = Phrase(
    "mettez le lien sur les mots qui nomment ce qu’on y trouve", "put the link on the words that name what is there"
)
_BARE = Phrase("le texte de ce lien est une adresse", "the text of this link is an address")
_BARE_FIX = Phrase("écrivez le nom de la page, ou l’adresse seule", "write the name of the page, or the address alone")
_SILENT = Phrase("ce lien n’a pas de texte", "this link has no text")
_SILENT_FIX = Phrase("écrivez entre les crochets où il mène", "write between the brackets where it leads")


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each link whose text tells nothing."""
    prose = context.prose(piece)
    for link in prose.links:
        said = " ".join(link.text.replace("'", "’").split())
        plain = said.casefold().strip(' .…!?:»«“”"()[]→>')
        is_written_out = link.text_start > link.start + 1 or link.url in (link.text, f"mailto:{link.text}")
        if not said and not any(link.start <= image.start < link.end for image in prose.images):
            found = ("link.silent", Level.WARNING, _SILENT, _SILENT_FIX)
        elif plain in _VAGUE:
            found = ("link.vague", Level.WARNING, _VAGUE_SAID.fill(found=said), _VAGUE_FIX)
        elif _ADDRESS.fullmatch(said) and not is_written_out and piece.body[link.start] == "[":
            found = ("link.bare", Level.SUGGESTION, _BARE, _BARE_FIX)
        else:
            continue
        rule, level, message, fix = found
        yield Finding(rule, level, piece.path, in_body(piece, link.start, link.end), message, fix=fix)
