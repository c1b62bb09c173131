"""Why a network did not take a post, in a sentence: what its server answered, and what to look at."""

from __future__ import annotations

from channels.exchange import Answer
from editorial.finding import Phrase


def why_not(answer: Answer, opened_by: str, *secrets: str) -> Phrase:
    """Give why a server said no: its status and its own words, without the secrets, or that nothing came.

    `opened_by` is the variable of the environment that holds what opens the account.
    """
    if not answer.code:
        return _SILENT
    words = answer.said
    for secret in filter(None, secrets):
        words = words.replace(secret, "…")
    said = f"{answer.code} {words}".rstrip()
    return _OF_CODE.get(answer.code, _SAID).fill(said=said, variable=opened_by)


_SILENT = Phrase(
    "le serveur ne répond pas : le prochain passage recommence", "the server does not answer: the next run tries again"
)
_CLOSED = Phrase(
    "le serveur n’ouvre pas le compte (« {said} ») : vérifiez {variable} et ses droits",
    "the server does not open the account (“{said}”): check {variable} and what it may do",
)
_TOO_FAST = Phrase(
    "le serveur trouve que cela va trop vite (« {said} ») : le prochain passage recommence",
    "the server finds it too fast (“{said}”): the next run tries again",
)
_SAID = Phrase("le serveur répond « {said} » : rien n’est parti", "the server answers “{said}”: nothing left")
_OF_CODE = {401: _CLOSED, 403: _CLOSED, 429: _TOO_FAST}
