"""Rule kind `html`: raw HTML in a body holds nothing that will be taken out.

What it does: reports scripts, styles, frames, players, forms, event attributes (`onclick`) and `javascript:` addresses
in the raw HTML of a body. They are removed when the site is built. Markdown links inside a block of raw HTML, which
stay text, are reported too, and a comment that never ends, which hides all that follows it. Other comments are left
alone.
Why: what is removed or not read, without a word, is looked for a long time.
Options: `raw_html: trusted` in the charter keeps raw HTML as it is, and this kind silent.
Example: `<p onclick="suivre()">` → « onclick sera retiré du texte ».
Passes: `<p lang="en">` and `<details>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from editorial.finding import Finding, Level, Phrase
from editorial.piece import Piece
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_body

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False

_REMOVED = Phrase("{found} sera retiré du texte", "{found} will be removed from the text")
_UNREAD = Phrase(
    "ce lien Markdown est dans un bloc de HTML : il restera du texte",
    "this Markdown link is in a block of HTML: it stays text",
)
_UNREAD_FIX = Phrase(
    "laissez une ligne vide avant et après le texte, ou écrivez <a href=…>",
    "leave an empty line before and after the text, or write <a href=…>",
)
_MARKDOWN_LINK = re.compile(r"(?<!`)\[[^\[\]\n]+\]\([^()\s]+\)")
_OPEN = Phrase(
    "ce commentaire ne se ferme jamais : personne ne lira ce qui le suit",
    "this comment is never closed: nobody will read what follows it",
)
_OPEN_FIX = Phrase("fermez-le par --> là où il finit", "close it with --> where it ends")
_OPENED = re.compile(r"<!--(?!-?>)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FIX = Phrase(
    "retirez-le ; ou, si vous répondez de tout ce HTML, raw_html: trusted dans la charte",
    "remove it; or, if you answer for all this HTML, raw_html: trusted in the charter",
)
_REFUSED = re.compile(
    r"""<(?P<tag>script|style|iframe|frame|frameset|object|embed|applet|form|input|button|textarea|select|link|meta|base
         |svg|math|template|noscript|video|audio|canvas)\b
      | <[^<>]*?\s(?P<event>on[a-z]+)\s*=
      | (?P<address>(?:javascript|vbscript)\s*:)""",
    re.IGNORECASE | re.VERBOSE,
)


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each thing in raw HTML that will be removed, or that is Markdown and will not be read."""
    shown = list(_shown(piece.body, context.prose(piece).html))
    for start, end in shown:
        for match in _MARKDOWN_LINK.finditer(piece.body, start, end):
            place = in_body(piece, match.start(), match.end())
            yield Finding("html.unread", Level.WARNING, piece.path, place, _UNREAD, fix=_UNREAD_FIX)
        for match in _OPENED.finditer(piece.body, start, end):
            if "-->" not in piece.body[match.end() :]:
                place = in_body(piece, *match.span())
                yield Finding("html.open", Level.WARNING, piece.path, place, _OPEN, fix=_OPEN_FIX)
                break
    if context.charter.is_html_trusted:
        return
    for start, end in shown:
        for match in _REFUSED.finditer(piece.body, start, end):
            name = next(name for name, found in match.groupdict().items() if found)
            first = match.start() if name == "tag" else match.start(name)
            found = f"<{match[name].lower()}>" if name == "tag" else match[name].lower()
            yield Finding(
                "html.removed",
                Level.WARNING,
                piece.path,
                in_body(piece, first, match.end(name)),
                _REMOVED.fill(found=found),
                clause="raw_html",
                fix=_FIX,
            )


def _shown(body: str, html: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the stretches of raw HTML that are no comment: what stands in one is nobody's to read."""
    for start, end in html:
        for comment in _COMMENT.finditer(body, start, end):
            yield start, comment.start()
            start = comment.end()
        yield start, end
