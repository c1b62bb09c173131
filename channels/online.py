"""Checks the links to other sites: asks each address once, one at a time on each host, and remembers the answer.

What is remembered stands in `.ligne/online`: a good answer for a week, a bad one for a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from channels.reach import Answer, State, ask
from editorial.finding import Edit, Finding, Level, Phrase, Span
from editorial.gist import gist_of
from editorial.memory import Memory
from editorial.piece import Piece, Status
from editorial.rules.place import in_body, in_front

NAME = "online"
_HOSTS_AT_ONCE = 8
_KEPT = {True: timedelta(days=7), False: timedelta(days=1)}
"""How long an answer is believed, by whether somebody was there."""
_WEB = ("http://", "https://")

_Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class _Outward:
    """A link to another site: where it is written, and whether that is in the body, where an edit can be offered."""

    url: str
    piece: Piece
    span: Span
    is_in_body: bool


def check_online(pieces: Iterable[Piece], memory: Memory, at: datetime, ask_one: _Ask = ask) -> Iterator[Finding]:
    """Give a finding for each link of some pieces that leads to nobody, or has moved for good.

    `memory` holds what was answered before and is added to; `at` is the instant its answers are judged old by.
    """
    links = [link for piece in pieces if piece.status is not Status.UNPUBLISHED for link in _outward(piece)]
    answers = _answers({_address(link.url) for link in links}, memory, at, ask_one)
    for link in links:
        yield from _judged(link, answers[_address(link.url)])


def _outward(piece: Piece) -> Iterator[_Outward]:
    for link in gist_of(piece).links:
        if link.url.lower().startswith(_WEB):
            is_typed = piece.body[link.url_start : link.url_end] == link.url
            start, end = (link.url_start, link.url_end) if is_typed else (link.start, link.end)
            yield _Outward(link.url, piece, in_body(piece, start, end), is_typed)
    for number, curated in enumerate(piece.newsletter.links):
        if curated.url.lower().startswith(_WEB):
            yield _Outward(curated.url, piece, in_front(piece, "newsletter", "links", number, "url"), False)
    ad = piece.newsletter.sponsor
    if ad is not None and ad.url.lower().startswith(_WEB):
        yield _Outward(ad.url, piece, in_front(piece, "newsletter", "sponsor", "url"), False)
    for channel, note in piece.social.items():
        if isinstance(note.link, str) and note.link.lower().startswith(_WEB):
            yield _Outward(note.link, piece, in_front(piece, "social", channel, "link"), False)


def _address(url: str) -> str:
    return url.partition("#")[0]


def _host(url: str) -> str:
    """Give the host of an address, with its port; the whole address where that cannot be told."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower() or url
    except ValueError:
        return url


def _answers(urls: set[str], memory: Memory, at: datetime, ask_one: _Ask) -> Mapping[str, Answer]:
    """Give the answer of each address, remembered or asked for now; hosts are asked beside each other."""
    known = {url: answer for url in urls if (answer := _remembered(memory, url, at)) is not None}
    by_host: dict[str, list[str]] = {}
    for url in sorted(urls - known.keys()):
        by_host.setdefault(_host(url), []).append(url)

    def ask_host(of_host: list[str]) -> list[tuple[str, Answer]]:
        return [(url, ask_one(url)) for url in of_host]

    asked: dict[str, Answer] = {}
    if by_host:
        with ThreadPoolExecutor(_HOSTS_AT_ONCE) as hosts:
            asked = {url: answer for answered in hosts.map(ask_host, by_host.values()) for url, answer in answered}
    kept = {url: (a.state.value, a.status, a.moved_to, at.timestamp()) for url, a in asked.items()}
    old = {url: None for url in memory.entries if _remembered(memory, url, at) is None and url not in kept}
    memory.keep({**old, **kept})
    return {**known, **asked}


def _remembered(memory: Memory, url: str, at: datetime) -> Answer | None:
    """Give an answer that is still believed at an instant; one from after it is not."""
    if url not in memory.entries:
        return None
    state, status, moved_to, told = memory.entries[url]
    age = at.timestamp() - told
    fresh = _KEPT[state == State.THERE].total_seconds()
    return Answer(State(state), status, moved_to) if 0 <= age <= fresh else None


def _judged(link: _Outward, answer: Answer) -> Iterator[Finding]:
    def found(rule: str, level: Level, message: Phrase, fix: Phrase, edits: tuple[Edit, ...] = ()) -> Finding:
        return Finding(f"online.{rule}", level, link.piece.path, link.span, message, fix=fix, edits=edits)

    host = _host(link.url)
    if answer.state is State.GONE:
        yield found("gone", Level.WARNING, _GONE.fill(url=link.url, status=answer.status), _GONE_FIX)
    elif answer.state is State.REFUSED:
        yield found("refused", Level.SUGGESTION, _REFUSED.fill(host=host, status=answer.status), _REFUSED_FIX)
    elif answer.state is State.BROKEN:
        yield found("broken", Level.WARNING, _BROKEN.fill(url=link.url, status=answer.status), _LATER_FIX)
    elif answer.state is State.THERE and answer.moved_to and _is_elsewhere(link.url, answer.moved_to):
        anchor = link.url.partition("#")[1] + link.url.partition("#")[2]
        target = answer.moved_to + (anchor if "#" not in answer.moved_to else "")
        edits = (Edit(link.span, target, is_safe=False),) if link.is_in_body and not _NEEDS_CARE & set(target) else ()
        yield found("moved", Level.SUGGESTION, _MOVED.fill(url=link.url), _MOVED_FIX.fill(target=target), edits)
    elif answer.state is not State.THERE:
        yield found("unreachable", Level.WARNING, _UNREACHABLE[answer.state].fill(host=host), _LATER_FIX)


def _is_elsewhere(url: str, moved_to: str) -> bool:
    """Say whether a new address is another one, a slash at its end aside."""
    return _address(url).rstrip("/") != moved_to.rstrip("/")


_NEEDS_CARE = frozenset("() <>\n\\")
"""In an address, these would have to be written otherwise in Markdown."""
_GONE = Phrase("« {url} » n’existe plus ({status})", "“{url}” does not exist any more ({status})")
_GONE_FIX = Phrase(
    "cherchez la nouvelle adresse, une copie archivée, ou retirez le lien",
    "look for its new address or an archived copy, or remove the link",
)
_MOVED = Phrase("« {url} » a changé d’adresse pour de bon", "“{url}” has moved for good")
_MOVED_FIX = Phrase("écrivez {target}", "write {target}")
_REFUSED = Phrase(
    "{host} ne répond pas aux machines ({status}) : le lien n’a pas pu être vérifié",
    "{host} does not answer machines ({status}): the link could not be checked",
)
_REFUSED_FIX = Phrase("ouvrez-le dans un navigateur", "open it in a browser")
_BROKEN = Phrase("« {url} » répond par une erreur ({status})", "“{url}” answers with an error ({status})")
_LATER_FIX = Phrase(
    "essayez plus tard ; si cela dure, cherchez une autre adresse",
    "try again later; if it lasts, look for another address",
)
_UNREACHABLE = {
    State.TIMEOUT: Phrase("{host} ne répond pas à temps", "{host} does not answer in time"),
    State.TLS: Phrase("la connexion à {host} n’est pas sûre (TLS)", "the connection to {host} is not safe (TLS)"),
    State.LOOP: Phrase("{host} renvoie d’une adresse à l’autre sans fin", "{host} redirects in circles"),
    State.NOBODY: Phrase("personne ne répond à {host}", "nobody answers at {host}"),
}
