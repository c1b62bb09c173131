"""Links as networks see them in a text: found by twitter-text's rules, which Mastodon takes over with its own paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from channels.social.domains import ALL_DOMAINS, X_DOMAINS, top_domain, under_a_top_domain

_MAX_URL_CHARS = 4096
_MAX_LABEL_CHARS = 63
_MAX_TOKEN_CHARS = 4200
"""Nothing longer is a link, and looking for one in it would take long."""


Place = tuple[int, int, str]
"""Where something begins and ends, its sign included, and what it stands for."""


class _Way(NamedTuple):
    """How a network looks for links: by a mark, up to a space, under domains it knows; and what may follow these."""

    mark: re.Pattern[str]
    space: re.Pattern[str]
    domains: frozenset[str]
    tail: regex.Pattern[str]
    schemes: frozenset[str]
    is_bare: bool = False
    """Whether it takes those without https:// too."""


def x_links(text: str) -> tuple[Place, ...]:
    """Give each link of a text on X and its address, those without https:// too (twitter-text 3.1.0)."""
    return _found(text, "x") if "." in text else ()


def mastodon_links(text: str) -> tuple[Place, ...]:
    """Give each link of a text on Mastodon: twitter-text's, with signs of any script in path and query."""
    return _found(text, "mastodon") if "://" in text else ()


def plain_links(text: str) -> tuple[Place, ...]:
    """Give each link of a text that begins with http:// or https://, where the network does not say what it takes."""
    return _found(text, "plain") if "://" in text else ()


def any_links(text: str) -> tuple[Place, ...]:
    """Give each link of a text that any network may take for one."""
    return _found(text, "any") if "." in text else ()


@lru_cache(maxsize=256)
def _found(text: str, way: str) -> tuple[Place, ...]:
    """A text is counted, then shown: the last ones are remembered."""
    return tuple(_walk(text, _WAYS[way]))


def _walk(text: str, way: _Way) -> Iterator[Place]:
    """Give the links of each stretch between spaces that holds a mark of one."""
    done = 0
    while match := way.mark.search(text, done):
        # From the last of the usual spaces on, or of those of other scripts that follow it.
        first = max(text.rfind(" ", done, match.start()), text.rfind("\n", done, match.start())) + 1 or done
        while other := way.space.search(text, first, match.start()):
            first = other.end()
        after = way.space.search(text, match.end())
        done = after.start() if after else len(text)
        if _is_plain(text[first:done], way.domains):
            yield first, done, text[first:done]
        elif done - first <= _MAX_TOKEN_CHARS:
            # With what stands before it: the first sign of a text may itself be no part of a bare link.
            first = max(first - 1, 0)
            yield from ((first + start, first + end, url) for start, end, url in _places(text[first:done], way))


@lru_cache(maxsize=1024)
def _is_plain(token: str, domains: frozenset[str]) -> bool:
    """Say whether all of what stands between two spaces is a link, and of a kind that every network reads alike."""
    found = _PLAIN.fullmatch(token)
    return bool(found and found["domain"] != "t.co" and len(token) <= _MAX_URL_CHARS and found["top"] in domains)


def _places(token: str, way: _Way) -> Iterator[Place]:
    """Give the links of a token: a scheme and a domain, then the path and query that the network takes."""
    at = 0
    while head := under_a_top_domain(_head(), token, at, way.domains):
        more = way.tail.match(token, head.end())
        at = more.end() if more else head.end()
        if not head["protocol"] or head["protocol"].lower() in way.schemes:
            yield from _accepted(head, at, bool(more and more["path"]), way)


def _accepted(head: regex.Match[str], end: int, has_path: bool, way: _Way) -> Iterator[Place]:
    start, domain, token = head.start("url"), head["domain"], head.string
    if not _is_domain(domain, way.domains, len(head["protocol"] or "https://") + end - start):
        return
    if head["protocol"]:
        # A shortened link of X's own ends with its slug.
        slug = _TCO.match(token, start, end)
        if slug is None or len(slug[1]) <= 40:
            end = slug.end() if slug else end
            yield start, end, token[start:end]
        return
    if not way.is_bare or _BEFORE_BARE.search(head["before"]):
        return
    found, at = [], 0
    for part in _ascii_domains(domain, way.domains):
        # Where the same name stands twice, twitter-text takes the first place it has not passed.
        at = domain.index(part, at) + len(part)
        found.append((start + at - len(part), start + at, part))
    if found and has_path:
        # The path belongs to the last ASCII domain, whatever stands between the two.
        first, _, part = found.pop()
        found.append((first, end, part + token[start + len(domain) : end]))
    yield from found


def _is_domain(domain: str, domains: frozenset[str], url_chars: int) -> bool:
    labels = [
        label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii") for label in domain.split(".")
    ]
    grown = sum(map(len, labels)) + len(labels) - 1 - len(domain)
    if domain.startswith("xn--") and not _ascii_domains(domain, domains):
        return False
    return all(0 < len(label) <= _MAX_LABEL_CHARS for label in labels) and url_chars + grown <= _MAX_URL_CHARS


def _ascii_domains(domain: str, domains: frozenset[str]) -> list[str]:
    found, at = [], 0
    while part := under_a_top_domain(_ascii_domain(), domain, at, domains):
        found.append(part[0])
        at = part.end()
    return found


# These are made when they are first asked for: most links are plain, and most runs make no post.
@cache
def _ascii_domain() -> regex.Pattern[str]:
    return regex.compile(rf"(?:[\-A-Za-z0-9{LATIN}]++\.){{1,127}}{top_domain()}")


@cache
def _head() -> regex.Pattern[str]:
    # Labels are possessive and their number bounded (127 is the most a name may have): "a.a.a…" took minutes.
    named = rf"(?:{_CHAR}(?:-|{_CHAR})*+(?<!-)\.)"
    under = rf"(?:{_CHAR}(?:[_-]|{_CHAR})*+(?<![_-])\.)"
    return regex.compile(
        rf"(?P<before>[^A-Za-z0-9@＠$#＃\uFFFE\uFEFF\uFFFF]|[{_MARKERS}]|^)"
        rf"(?P<url>(?P<protocol>(?i:{'|'.join(sorted(_SCHEMES))}))?"
        rf"(?P<domain>{under}{{0,126}}{named}{top_domain()})(?::[0-9]+)?)"
    )


_PLAIN = re.compile(
    r"https?://(?P<domain>(?=[^/?]{1,63}(?:[/?]|$))(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.)+(?P<top>[a-z]+))"
    r"(?:/(?:[A-Za-z0-9_/.-]*[A-Za-z0-9_/-])?)?(?:\?[A-Za-z0-9_=&%.-]*[A-Za-z0-9_=&-])?"
)
_BEFORE_BARE = regex.compile(r"[-_./]$")
_MARKERS = r"\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069"
_SPACES = r"\x09-\x0D\x20\x85\xA0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
_SPACE = re.compile(rf"[{_SPACES}]")
_SCHEME = re.compile("://")
_DOT = re.compile(r"\.[^\s.,;:!?…»)]")
_PUNCTUATION = r"!'#%&()*+,\\\-./:;<=>?@\[\]\^_{|}~$"
_CHAR = rf"[^{_PUNCTUATION}{_SPACES}\uFFFE\uFEFF\uFFFF{_MARKERS}]"
LATIN = (
    r"\xC0-\xD6\xD8-\xF6\xF8-\xFF\u0100-\u024F\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268\u026F\u0272\u0289\u028B"
    r"\u02BB\u0300-\u036F\u1E00-\u1EFF"
)
_GENERAL = rf"[A-Za-z\u0400-\u04FF0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{LATIN}]"
_PARENTHESES = rf"\((?:{_GENERAL}+|(?:{_GENERAL}*\({_GENERAL}+\){_GENERAL}*))\)"
_ENDING = rf"(?:[+\-A-Za-z\u0400-\u04FF0-9=_#/{LATIN}]|(?:{_PARENTHESES}))"
_PATH = rf"(?:(?:{_GENERAL}*(?:{_PARENTHESES}{_GENERAL}*)*{_ENDING})|(?:@{_GENERAL}+/))"
_QUERY = r"[A-Za-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]"
_TAIL = regex.compile(rf"(?P<path>/{_PATH}*)?(?:\?{_QUERY}*[A-Za-z0-9\-_&=#/])?")
# Sources: config/initializers/twitter_regex.rb and app/lib/extractor.rb of Mastodon.
_X_SCHEMES = frozenset(("http://", "https://"))
_SCHEMES = _X_SCHEMES.union(f"{name}://" for name in ("dat", "dweb", "ipfs", "ipns", "ssb", "gopher", "gemini"))
_MASTODON_SPACE = re.compile(r"[\x09-\x0D\x20\x85]")
_ANY = r"[^\p{White_Space}<>()?]"
_NESTED = rf"\((?:{_ANY}+|(?:{_ANY}*\({_ANY}+\){_ANY}*))\)"
_MASTODON_PATH = (
    rf"(?:(?:{_ANY}*(?:{_NESTED}{_ANY}*)*(?:[^\p{{White_Space}}()?!*\"'「」<>;:=,.$%\[\]~&|@]|{_NESTED}))|(?:{_ANY}+/))"
)
_UCHARS = (
    r"\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF\U00010000-\U0001FFFD\U00020000-\U0002FFFD\U00030000-\U0003FFFD"
    r"\U00040000-\U0004FFFD\U00050000-\U0005FFFD\U00060000-\U0006FFFD\U00070000-\U0007FFFD\U00080000-\U0008FFFD"
    r"\U00090000-\U0009FFFD\U000A0000-\U000AFFFD\U000B0000-\U000BFFFD\U000C0000-\U000CFFFD\U000D0000-\U000DFFFD"
    r"\U000E1000-\U000EFFFD\uE000-\uF8FF\U000F0000-\U000FFFFD\U00100000-\U0010FFFD"
)
_MASTODON_QUERY = rf"[A-Za-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@\^{_UCHARS}]"
_MASTODON_TAIL = regex.compile(rf"(?P<path>/{_MASTODON_PATH}*)?(?:\?{_MASTODON_QUERY}*[A-Za-z0-9_&=#/\-{_UCHARS}])?")
_TCO = regex.compile(rf"https?://t\.co/([a-z0-9]+)(?:\?{_QUERY}*[a-z0-9\-_&=#/])?", regex.IGNORECASE)
_WAYS = {
    "x": _Way(_DOT, _SPACE, X_DOMAINS, _TAIL, _X_SCHEMES, is_bare=True),
    "mastodon": _Way(_SCHEME, _MASTODON_SPACE, X_DOMAINS, _MASTODON_TAIL, _SCHEMES),
    "plain": _Way(_SCHEME, _SPACE, ALL_DOMAINS, _TAIL, _X_SCHEMES),
    "any": _Way(_DOT, _SPACE, ALL_DOMAINS, _TAIL, _X_SCHEMES, is_bare=True),
}
