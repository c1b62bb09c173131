"""Rule kind `legal_notices`: the charter gives the legal notices that it says a site owes.

What it does: looks in the charter for each notice it names as required.
Why: in France, a site says who publishes it, who directs the publication and who hosts it (LCEN, article 6-III).
Options: `legal.required` of the charter: some of `publisher`, `director`, `host`, `contact`.
Example: `legal: {required: [host]}` without `host` → « il manque la mention légale « host » ».
Passes: `legal: {required: [host], host: "L’hébergeur"}`.
"""

from __future__ import annotations

from collections.abc import Iterable

from editorial.charter import PATH
from editorial.finding import Finding, Level, Phrase
from editorial.rules.kind import Context

_NOTICE = Phrase("il manque la mention légale « {key} »", "the legal notice “{key}” is missing")
_NOTICE_FIX = Phrase("ajoutez {key} sous « legal »", "add {key} under “legal”")


def check_site(context: Context) -> Iterable[Finding]:
    """Give a finding for each notice that the charter says is required and does not give."""
    legal = context.charter.legal
    for number, key in enumerate(legal.required):
        if not getattr(legal, key, True):
            span = context.charter.source.span(("legal", "required", number))
            message, fix = _NOTICE.fill(key=key), _NOTICE_FIX.fill(key=key)
            yield Finding("legal.notice", Level.ERROR, PATH, span, message, clause=f"legal.{key}", fix=fix)
