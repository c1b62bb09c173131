"""A post: the author's words for a network, else those of the standfirst and key sentences, with link and hashtags."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from channels.addresses import Addresses
from channels.excerpt import beginning, sentence_ends
from channels.social.counting import Rule
from channels.social.cut import LEAST_CHARS, cut, ended
from channels.social.facets import Facet
from channels.social.key_sentences import key_sentences
from channels.social.network import Network
from channels.social.thread import split
from editorial.charter import Expression
from editorial.gist import gist_of
from editorial.piece import Piece, SocialNote
from editorial.signs import NARROW, NO_BREAK
from editorial.typography import Spaces, Typography, set_text

_HASHTAGS_UNMAPPED = 3
"""How many tags become hashtags where neither the charter nor the network sets a limit."""
_ENOUGH_CHARS = 120
_MOST_CHARS = 300
"""How much is told of a piece that begins with something else than paragraphs."""


@dataclass(frozen=True, slots=True)
class Post:
    """What is posted: the parts of a thread, or one; `is_own` where the words are the author's, which nothing cuts.

    `facets` are what is live in each part, `origins` which of the author's texts each comes from.
    """

    parts: tuple[str, ...]
    limit: int
    link: str
    hashtags: tuple[str, ...]
    is_own: bool
    facets: tuple[tuple[Facet, ...], ...] = ()
    origins: tuple[int, ...] = (0,)
    warning: str = ""

    def origin(self, number: int) -> int:
        """Give which of the author's texts a part comes from; one that holds only the link belongs to the last."""
        return self.origins[min(number, len(self.origins) - 1)]


def compose(piece: Piece, network: Network, expression: Expression, addresses: Addresses) -> Post:
    """Give the post of a piece on a network; an author's text may be over the limit, a composed one never is."""
    note = piece.social.get(network.id) or SocialNote()
    limit = min(network.max_length, expression.length.max_chars or network.max_length)
    limit -= network.length(note.warning) if network.shows_warning else 0
    link = link_of(piece, note, network, expression, addresses)
    shown_link = link if expression.link_in_text else ""
    hashtags = hashtags_of(piece, note, network, expression)

    typography, set_in = typography_of(network, expression), partial(_set_in, expression, network)

    def fits(text: str) -> bool:
        return not network.excess(text, limit)

    def posted(parts: tuple[str, ...], kept: tuple[str, ...], origins: tuple[int, ...] = (0,)) -> Post:
        """Give the post as its network shows it, with what is live in it and the hashtags it kept."""
        seen = [network.shown(part) for part in parts]
        parts, live = tuple(part for part, _ in seen), tuple(tuple(facets) for _, facets in seen)
        return Post(parts, limit, link, kept, bool(note.texts), live, origins, note.warning)

    if note.texts:
        texts = tuple(set_in(_set_once(text, piece.lang, typography)) for text in note.texts)
        tags = tuple(tag for tag in hashtags if not _holds_hashtag(texts, tag))
        tail = ("" if any(_bare(link) in text for text in texts) else shown_link, tags)
        fewest = 0 if note.hashtags is None else len(tags)
        return posted(*_own(texts, *tail, fits, fewest, expression.thread if network.max_parts > 1 else "none"))
    keys = key_sentences(piece)
    for count in range(len(keys) if piece.standfirst else 0, 0, -1):
        said = "\n\n".join((summary_of(piece), " ".join(key.text for key in keys[:count])))
        text = _joined(set_in(_set_once(said, piece.lang, typography)), shown_link, hashtags)
        if fits(text):
            return posted((text,), hashtags)
    summary = _set_once(summary_of(piece), piece.lang, typography)
    text, shown = _composed(summary, set_in, fits, shown_link, hashtags)
    return posted((text,), shown)


def _own(
    texts: tuple[str, ...], link: str, hashtags: tuple[str, ...], fits: Callable[[str], bool], fewest: int, thread: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]:
    """Give the parts of an author's texts, split where asked, the hashtags they keep, and whose text each is."""
    if thread == "none":
        return *_finished(texts, link, hashtags, fits, fewest), tuple(range(len(texts)))

    def ends(last: str) -> bool:
        tail = (link, hashtags[:fewest])
        return fits(_joined(last, *tail)) or not fits(_joined("", *tail))

    parts = split(texts, fits, numbered=thread == "numbered", ends=ends)
    posts = tuple(part.text for part in parts)
    return *_finished(posts, link, hashtags, fits, fewest), tuple(part.origin for part in parts)


def typography_of(network: Network, expression: Expression) -> Typography | None:
    """Give how a network's texts are set before they are cut; a narrow space weighs double where signs are weighed."""
    return _set_for(expression.typography, network.rule is Rule.WEIGHTED)


@lru_cache(maxsize=64)
def _set_for(wanted: Typography | None, is_weighed: bool) -> Typography | None:
    if wanted is None or wanted.spaces is Spaces.WRITTEN:
        return wanted
    if wanted.spaces is Spaces.PLAIN:
        return replace(wanted, spaces=Spaces.NO_BREAK) if wanted.marks else None
    return replace(wanted, spaces=Spaces.NO_BREAK) if is_weighed else wanted


def link_of(piece: Piece, note: SocialNote, network: Network, expression: Expression, addresses: Addresses) -> str:
    """Give the absolute address a post leads to, tagged for measuring only if the charter says so; "" for none."""
    if note.link is False:
        return ""
    link = note.link if isinstance(note.link, str) else addresses.piece(piece)
    if link.startswith("/"):
        link = addresses.absolute(link)
    if expression.utm and link.startswith(addresses.base_url):
        address, mark, anchor = link.partition("#")
        joint = "&" if "?" in address else "?"
        link = f"{address}{joint}utm_source={network.id}&utm_medium=social{mark}{anchor}"
    return link


def hashtags_of(piece: Piece, note: SocialNote, network: Network, expression: Expression) -> tuple[str, ...]:
    """Give the hashtags without #: the author's, else the tags' by the charter's map, as many as may stand."""
    if note.hashtags is not None:
        return tuple(dict.fromkeys(tag.lstrip("#") for tag in note.hashtags if tag.strip("# ")))
    mapped = expression.hashtags
    tags = _once_each(mapped.get(tag, "") for tag in piece.tags) if mapped else _in_camel_case(piece.tags)
    limits = [most for most in (expression.max_hashtags, network.max_hashtags) if most is not None]
    return tags[: min(limits, default=_HASHTAGS_UNMAPPED)]


@lru_cache(maxsize=64)
def _in_camel_case(tags: tuple[str, ...]) -> tuple[str, ...]:
    """The networks of one piece ask for its tags one after the other."""
    return _once_each(map(camel_case, tags))


def _once_each(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for tag in tags if tag))


@lru_cache(maxsize=4096)
def camel_case(tag: str) -> str:
    """Give a tag as one word that screen readers can take apart ("gestion de crise" → "GestionDeCrise")."""
    return "".join(word[:1].upper() + word[1:] for word in re.findall(r"\w+", tag))


def summary_of(piece: Piece) -> str:
    """Give the piece's standfirst, else its key sentences, else the first words of its text, else its title."""
    if piece.standfirst.strip():
        return _one_line(piece.standfirst)
    return " ".join(key.text for key in key_sentences(piece)) or _first_words(piece) or piece.title


def _first_words(piece: Piece) -> str:
    """Give the opening paragraphs, as many as make more than a line, without a sentence that announces what follows."""
    said = ""
    for paragraph in gist_of(piece).opening:
        said = f"{said} {_one_line(paragraph)}".lstrip()
        if len(said) >= _ENOUGH_CHARS and not said.endswith(":"):
            break
    if said.endswith(":"):
        said = said[: max(sentence_ends(said), default=0)]
    if len(said) < LEAST_CHARS:
        said = cut(beginning(piece), lambda short: len(short) <= _MOST_CHARS)
    return ended(said) if said.endswith(":") else said


def _composed(
    text: str, set_in: Callable[[str], str], fits: Callable[[str], bool], link: str, hashtags: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """Give the text with its tail, and the hashtags it kept: they give way to whole words, never to half of them."""
    for count in range(len(hashtags), -1, -1):
        whole = _joined(set_in(text), link, hashtags[:count])
        if fits(whole):
            return whole, hashtags[:count]

    def fits_with_tail(short: str) -> bool:
        return fits(_joined(set_in(short), link, hashtags))

    return _joined(set_in(cut(text, fits_with_tail)), link, hashtags), hashtags


def _finished(
    parts: tuple[str, ...], link: str, hashtags: tuple[str, ...], fits: Callable[[str], bool], fewest: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give an author's parts ending on the link and at least `fewest` hashtags, and the hashtags kept.

    A thread whose last part has no room for them gets one more part.
    """
    for count in range(len(hashtags), fewest - 1, -1):
        last = _joined(parts[-1], link, hashtags[:count])
        if fits(last):
            return (*parts[:-1], last), hashtags[:count]
    if len(parts) > 1:
        return (*parts, _joined("", link, hashtags)), hashtags
    return (_joined(parts[0], link, hashtags[:fewest]),), hashtags[:fewest]


def _joined(text: str, link: str, hashtags: tuple[str, ...]) -> str:
    tags = "#" + " #".join(hashtags) if hashtags else ""
    tail = f"{link}\n{tags}" if link and tags else link or tags
    return f"{text}\n\n{tail}" if text and tail else text or tail


def _set_in(expression: Expression, network: Network, text: str) -> str:
    """Give a text with the spaces it leaves with: plain where the charter wants them, none that weighs double.

    Until then it has been cut by what its no-break spaces hold together.
    """
    spaces = expression.typography.spaces if expression.typography is not None else Spaces.WRITTEN
    if spaces is Spaces.PLAIN:
        return text.replace(NO_BREAK, " ").replace(NARROW, " ")
    is_dear = spaces is Spaces.NARROW and network.rule is Rule.WEIGHTED
    return text.replace(NARROW, NO_BREAK) if is_dear else text


def _holds_hashtag(parts: tuple[str, ...], tag: str) -> bool:
    if not any("#" in text for text in parts):
        return False
    pattern = re.compile(rf"#{re.escape(tag)}(?!\w)", re.IGNORECASE)
    return any(pattern.search(text) for text in parts)


def _bare(link: str) -> str:
    return link.partition("?")[0] or "\0"


@lru_cache(maxsize=256)
def _one_line(text: str) -> str:
    # Not split(): it would take no-break spaces for spaces.
    return re.sub(r"[ \t\n]+", " ", text).strip()


_set_once = lru_cache(maxsize=256)(set_text)
"""Networks that set a text alike ask for it one after the other."""
