"""A post: the author's words for a network, else those of the standfirst and key sentences, with link and hashtags."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import accumulate

from channels.addresses import Addresses
from channels.excerpt import beginning, sentence_ends
from channels.social.counting import Rule
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
_LEAST_CHARS = 60
"""An opening shorter than that says too little to stand alone."""
_MOST_CHARS = 300
"""How much is told of a piece that begins with something else than paragraphs."""
_FULL = 0.6
"""A text that ends on a whole sentence may be this much shorter than one cut at a word."""
_WORTH = 1 / 3
"""A bracket longer than all of the room but this is left open: what stands before it says too little."""


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

    if note.texts:
        parts = tuple(set_in(set_text(text, piece.lang, typography)) for text in note.texts)
        hashtags = tuple(tag for tag in hashtags if not _holds_hashtag(parts, tag))
        shown_link = "" if any(_bare(link) in text for text in parts) else shown_link
        fewest = 0 if note.hashtags is None else len(hashtags)
        may_split = expression.thread != "none" and network.max_parts > 1
        origins = tuple(range(len(parts)))
        if may_split:

            def ends(last: str) -> bool:
                tail = (shown_link, hashtags[:fewest])
                return fits(_joined(last, *tail)) or not fits(_joined("", *tail))

            posts = split(parts, fits, numbered=expression.thread == "numbered", ends=ends)
            parts, origins = tuple(part.text for part in posts), tuple(part.origin for part in posts)
        parts, shown = _finished(parts, shown_link, hashtags, fits, fewest, may_grow=len(parts) > 1)
        return _as_shown(network, Post(parts, limit, link, shown, True, (), origins, note.warning))
    keys = key_sentences(piece)
    for count in range(len(keys) if piece.standfirst else 0, 0, -1):
        said = "\n\n".join((summary_of(piece), " ".join(key.text for key in keys[:count])))
        text = _joined(set_in(_set_once(said, piece.lang, typography)), shown_link, hashtags)
        if fits(text):
            return _as_shown(network, Post((text,), limit, link, hashtags, False, warning=note.warning))
    summary = _set_once(summary_of(piece), piece.lang, typography)
    text, shown = _composed(summary, set_in, fits, shown_link, hashtags)
    return _as_shown(network, Post((text,), limit, link, shown, False, warning=note.warning))


def _as_shown(network: Network, post: Post) -> Post:
    """Give a post as its network shows it, with what is live in it."""
    shown = [network.shown(part) for part in post.parts]
    parts, facets = tuple(part for part, _ in shown), tuple(tuple(live) for _, live in shown)
    return replace(post, parts=parts, facets=facets)


def typography_of(network: Network, expression: Expression) -> Typography | None:
    """Give how a network's texts are set before they are cut; a narrow space weighs double where signs are weighed."""
    wanted = expression.typography
    if wanted is None or wanted.spaces is Spaces.WRITTEN:
        return wanted
    if wanted.spaces is Spaces.PLAIN:
        return replace(wanted, spaces=Spaces.NO_BREAK) if wanted.marks else None
    return replace(wanted, spaces=Spaces.NO_BREAK) if network.rule is Rule.WEIGHTED else wanted


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
    tags = [mapped.get(tag, "") for tag in piece.tags] if mapped else [camel_case(tag) for tag in piece.tags]
    limits = [most for most in (expression.max_hashtags, network.max_hashtags) if most is not None]
    return tuple(dict.fromkeys(tag for tag in tags if tag))[: min(limits, default=_HASHTAGS_UNMAPPED)]


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
    if len(said) < _LEAST_CHARS:
        said = cut(beginning(piece), lambda short: len(short) <= _MOST_CHARS)
    return _ended(said) if said.endswith(":") else said


def cut(text: str, fits: Callable[[str], bool]) -> str:
    """Give a text that fits: whole, or up to a sentence's end, or to a word's and an ellipsis; "" where no word does.

    Nothing is cut inside a word, a link, a hashtag or an emoji, nor between what a no-break space, or a plain one
    before : ; ! ? », keeps together; after a word that calls for the next (`de la`), or inside brackets or quotes,
    only where there is no better place.
    """
    if fits(text):
        return text
    ends = [match.start() for match in _BREAK.finditer(text)]
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if fits(_ended(text[: ends[middle]])) else (low, middle)
    return _best_cut(text, ends[:low], fits) if low else ""


def _best_cut(text: str, ends: list[int], fits: Callable[[str], bool]) -> str:
    """Give the text up to the best of the ends, of which the last leaves no room."""
    full, worth = _FULL * ends[-1], _WORTH * ends[-1]
    sentences = {end for end in sentence_ends(text) if worth <= end <= ends[-1] and fits(text[:end])}
    depths = _depths(text)

    def rank(end: int) -> tuple[bool, bool, bool, int]:
        is_whole = end >= worth and not depths[end]
        can_stop = not _CALLS.search(_ended(text[max(0, end - _LEAST_CHARS) : end]))
        return is_whole and end >= full and end in sentences, is_whole and can_stop, can_stop, end

    best = max(ends, key=rank)
    return text[:best] if best in sentences else _ended(text[:best])


def _depths(text: str) -> list[int]:
    """Give how many brackets and quotes are open before each sign; one that is never closed, as a smiley, is none."""
    opened: dict[str, list[int]] = {}
    steps = [0] * (len(text) + 1)
    for match in _ASIDE.finditer(text):
        closing = _CLOSED_BY.get(match["opening"] or "")
        if closing:
            opened.setdefault(closing, []).append(match.start())
        elif opened.get(match[0]):
            steps[opened[match[0]].pop() + 1] += 1
            steps[match.end()] -= 1
    return list(accumulate(steps))


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
    parts: tuple[str, ...],
    link: str,
    hashtags: tuple[str, ...],
    fits: Callable[[str], bool],
    fewest: int,
    *,
    may_grow: bool,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give an author's parts ending on the link and at least `fewest` hashtags, and the hashtags kept.

    A thread whose last part has no room for them (and what may become one: `may_grow`) gets one more part.
    """
    for count in range(len(hashtags), fewest - 1, -1):
        last = _joined(parts[-1], link, hashtags[:count])
        if fits(last):
            return (*parts[:-1], last), hashtags[:count]
    if may_grow:
        return (*parts, _joined("", link, hashtags)), hashtags
    return (_joined(parts[0], link, hashtags[:fewest]),), hashtags[:fewest]


def _joined(text: str, link: str, hashtags: tuple[str, ...]) -> str:
    tail = "\n".join(line for line in (link, " ".join(f"#{tag}" for tag in hashtags)) if line)
    return "\n\n".join(block for block in (text, tail) if block)


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
    pattern = re.compile(rf"#{re.escape(tag)}(?!\w)", re.IGNORECASE)
    return any(pattern.search(text) for text in parts)


def _bare(link: str) -> str:
    return link.partition("?")[0] or "\0"


def _ended(text: str) -> str:
    return text.rstrip(" \u00a0\u202f,;:.!?…–—-(«“") + "…"


def _one_line(text: str) -> str:
    # Not split(): it would take no-break spaces for spaces.
    return re.sub(r"[ \t\n]+", " ", text).strip()


_set_once = lru_cache(maxsize=256)(set_text)
"""Networks that set a text alike ask for it one after the other."""
_BREAK = re.compile(r"(?<![«“])[ \n]+(?![:;!?»”%€])(?!(?<=\d )\d{3}\b)")
_ASIDE = re.compile(r'(?P<opening>[(\[«“]|(?<![^\s(«])"(?=\S))|[)\]»”"]')
_CLOSED_BY = {"(": ")", "[": "]", "«": "»", "“": "”", '"': '"'}
_CALLS = re.compile(
    r"(?<![^\s'’(\[«“\"])(?:"
    r"le|la|les|un|une|des?|du|à|aux?|en|dans|par|pour|sur|sous|sans|avec|vers|chez|entre|dès|depuis|pendant|contre|selon|"
    r"et|ou|où|mais|donc|ni|car|que?|qui|dont|si|comme|ce|cet|cette|ces|mon|ma|mes|ton|ta|tes|son|sa|ses|"
    r"notre|nos|votre|vos|leurs?|ne|je|tu|ils?|elles?|on|très|plus|moins|"
    r"the|an?|of|to|in|on|at|by|for|from|with|without|into|about|as|and|or|but|nor|than|that|which|who|if|"
    r"this|these|those|my|your|his|her|its|our|their|is|are|was|were|be"
    r")…$",
    re.IGNORECASE,
)
"""A French or English word that nobody stops on, before the ellipsis."""
