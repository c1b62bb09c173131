"""Rule kind `limits`: what the charter asks of a channel can be met.

What it does: looks in each channel of the charter for a least that is more than the most.
Why: no text can be longer than 900 words and shorter than 350, so that each breaks the line and nobody sees why.
Options: `channels.<channel>.length`: `min_words`, `max_words`; `channels.<channel>.frequency`: `min`, `max`.
Example: `length: {min_words: 900, max_words: 350}` → « « min_words: 900 » dépasse « max_words: 350 » : rien ne peut
satisfaire les deux ».
Passes: `length: {min_words: 350, max_words: 900}`.
"""

from __future__ import annotations

from collections.abc import Iterable

from editorial.charter import PATH
from editorial.finding import Finding, Level, Phrase
from editorial.rules.kind import Context

_UPSIDE_DOWN = Phrase(
    "« {low}: {least} » dépasse « {high}: {most} » : rien ne peut satisfaire les deux",
    "“{low}: {least}” is more than “{high}: {most}”: nothing can meet both",
)
_FIX = Phrase("échangez ces deux nombres, ou retirez-en un", "swap these two numbers, or remove one of them")


def check_site(context: Context) -> Iterable[Finding]:
    """Give a warning for each pair of limits that contradict each other: older charters were accepted with them."""
    for channel, told in context.charter.channels.items():
        length, frequency = told.length, told.frequency
        for group, low, high, least, most in (
            ("length", "min_words", "max_words", length.min_words, length.max_words),
            ("frequency", "min", "max", frequency.minimum, frequency.maximum),
        ):
            if least is not None and most is not None and least > most:
                span = context.charter.source.span(("channels", channel, group, high))
                message = _UPSIDE_DOWN.fill(low=low, least=least, high=high, most=most)
                clause = f"channels.{channel}.{group}"
                yield Finding("limits.upside-down", Level.WARNING, PATH, span, message, clause=clause, fix=_FIX)
