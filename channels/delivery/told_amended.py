"""What is said of posts that have left: those to edit or to withdraw, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from channels.delivery.afterwards import Act, Amendment
from channels.delivery.result import Result
from channels.report import Reporter
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.delivery.amending import Amended

_BAD = (Result.REFUSED, Result.FAILED, Result.DOUBT)


def amendments_json(amendments: Sequence[Amendment]) -> dict[str, object]:
    """Give the posts that changed since they left, and those to withdraw."""
    return {
        "changed": [_as_json(one) for one in amendments if one.act is Act.UPDATE],
        "to_withdraw": [_as_json(one) for one in amendments if one.act is Act.WITHDRAW],
    }


def say_amendments(reporter: Reporter, amendments: Sequence[Amendment]) -> None:
    """Say which posts changed since they left and which are to be withdrawn, and what would do it."""
    for act, title in _TITLES.items():
        found = [one for one in amendments if one.act is act]
        if found:
            reporter.say(title.fill(count=len(found)))
            reporter.table([["  ", str(one.post), one.url] for one in found])


def tell_amended(
    reporter: Reporter, rows: Sequence[Amended], at: datetime, *, is_live: bool, refusals: Sequence[Phrase] = ()
) -> int:
    """Say what became of each amendment, or would; 1 where one was refused, failed or is in doubt.

    `refusals` are what forbids that anything is done for real.
    """
    code = 1 if any(row.result in _BAD for row in rows) else 0
    lang = reporter.lang
    if reporter.format == "json":
        reporter.dump(
            {
                "at": at.isoformat(),
                "live": is_live,
                "amendments": [
                    {
                        **_as_json(row.amendment),
                        "result": str(row.result),
                        "why": row.why.read("en") if row.why else "",
                        "to": row.to,
                    }
                    for row in rows
                ],
                **({} if is_live else {"refusals": [one.read(lang) for one in refusals]}),
            }
        )
    else:
        for row in rows:
            why = f"  ({row.why.read(lang)})" if row.why else ""
            to = f"  → {row.to}" if row.to else ""
            reporter.say(f"{_RESULTS[row.result].read(lang)}  {row.amendment.post}{to}{why}")
            if row.amendment.url:
                reporter.say(f"    {row.amendment.url}")
            if not is_live and row.result is Result.WOULD_EDIT:
                reporter.say("\n".join(f"    | {line}" for line in row.text.splitlines()))
        if not rows:
            reporter.say(_NOTHING)
        if not is_live:
            reporter.say(_DRY)
    for refusal in refusals:
        reporter.aside(_WOULD_REFUSE.fill(why=refusal))
    return code


def _as_json(one: Amendment) -> dict[str, object]:
    return {
        "key": str(one.key),
        "post": str(one.post),
        "channel": one.post.channel,
        "id": one.post.id,
        "act": str(one.act),
        "url": one.url,
        "path": one.path,
    }


_TITLES = {
    Act.UPDATE: Phrase(
        "Changé depuis l’envoi ({count}) ; ligne deliver --update le corrige là où le réseau le peut :",
        "Changed since it left ({count}); ligne deliver --update edits it where the network can:",
    ),
    Act.WITHDRAW: Phrase(
        "À retirer, le texte est dépublié ({count}) ; ligne deliver --withdraw le retire des réseaux :",
        "To withdraw, the piece is unpublished ({count}); ligne deliver --withdraw takes it off the networks:",
    ),
}
_RESULTS = {
    Result.EDITED: Phrase("corrigé", "edited"),
    Result.WITHDRAWN: Phrase("retiré", "withdrawn"),
    Result.CANNOT: Phrase("à la main", "by hand"),
    Result.WOULD_EDIT: Phrase("serait corrigé", "would be edited"),
    Result.WOULD_WITHDRAW: Phrase("serait retiré", "would be withdrawn"),
    Result.REFUSED: Phrase("refusé", "refused"),
    Result.FAILED: Phrase("échoué", "failed"),
    Result.DOUBT: Phrase("en doute", "in doubt"),
    Result.OTHERS: Phrase("à un autre passage", "another run’s"),
}
_NOTHING = Phrase("Rien n’est à corriger ni à retirer.", "There is nothing to edit or withdraw.")
_DRY = Phrase("Rien n’a changé (essai) : --live le fait.", "Nothing changed (a rehearsal): --live does it.")
_WOULD_REFUSE = Phrase("Avec --live, rien ne changerait : {why}", "With --live, nothing would change: {why}")
