"""Rule kind `social_text`: a network for which the charter wants written texts has them.

What it does: looks at the posts still to come on networks whose charter has `text: required` (a warning) or
`text: advised` (a suggestion), and names the pieces that say nothing for them.
Why: without `social.<network>.text` a post is made from the standfirst, which was written for another place.
Options: `channels.<network>.text`: `required`, `advised` or `free` (the default).
Example: `text: required` for LinkedIn, and a piece with no `social.linkedin.text` → « rien d’écrit pour linkedin, où ce
texte passe le 2026-12-01 11:00 ».
Passes: the same piece with `social: {linkedin: {text: "Un bon brief tient en une page."}}`.
"""

from __future__ import annotations

from collections.abc import Iterable

from editorial.channel_ids import is_social
from editorial.finding import Finding, Level, Phrase
from editorial.rules.coming import PLANNED, coming, told
from editorial.rules.kind import Context
from editorial.rules.place import in_front

_LEVELS = {"required": Level.WARNING, "advised": Level.SUGGESTION}
_MISSING = Phrase(
    "rien d’écrit pour {channel}, où ce texte passe le {instant}",
    "nothing is written for {channel}, where this piece goes on {instant}",
)
_FIX = Phrase("écrivez social.{channel}.text", "write social.{channel}.text")


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about posts to come that nobody wrote a text for."""
    asked = {name: _LEVELS.get(asks.text) for name, asks in context.charter.channels.items() if is_social(name)}
    seen = set()
    for item in coming(context, *PLANNED) if any(asked.values()) else ():
        level, piece = asked.get(item.channel), context.by_id.get(item.pieces[0]) if item.pieces else None
        if level is None or piece is None or (piece.id, item.channel) in seen:
            continue
        seen.add((piece.id, item.channel))
        note = piece.social.get(item.channel)
        if note is not None and any(text.strip() for text in note.texts):
            continue
        message = _MISSING.fill(channel=item.channel, instant=told(context, item.instant))
        span, clause = in_front(piece, "social", item.channel), f"channels.{item.channel}.text"
        fix = _FIX.fill(channel=item.channel)
        yield Finding("social.no-text", level, piece.path, span, message, clause=clause, fix=fix)
