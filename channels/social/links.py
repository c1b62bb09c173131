"""Links as networks see them in a text: found by twitter-text's rules, which Mastodon takes over with its own paths."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import regex

_MAX_URL_CHARS = 4096
_MAX_LABEL_CHARS = 63
_MAX_TOKEN_CHARS = 4200
"""Nothing longer is a link, and looking for one in it would take long."""


def find_mastodon_links(text: str) -> tuple[tuple[int, int], ...]:
    """Give the start and end of each link on Mastodon: twitter-text's, with signs of any script in path and query."""
    return _mastodon_links_of(text) if "://" in text else ()


@lru_cache(maxsize=256)
def _mastodon_links_of(text: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for token in _MASTODON_TOKEN.finditer(text):
        if "://" in token[0] and len(token[0]) <= _MAX_TOKEN_CHARS:
            places = _places(token[0], _MASTODON_TAIL, is_x=False, bare=False)
            found += [(token.start() + start, token.start() + end) for start, end in places]
    return tuple(found)


def find_links(text: str, *, bare: bool) -> tuple[tuple[int, int], ...]:
    """Give the start and end of each link; `bare` takes those without https:// too, as X does (twitter-text 3.1.0)."""
    return _links_of(text, bare) if ("." if bare else "://") in text else ()


@lru_cache(maxsize=256)
def _links_of(text: str, bare: bool) -> tuple[tuple[int, int], ...]:
    """A text is counted, then shown: the last ones are remembered."""
    return tuple(_walk(text, bare))


def _walk(text: str, bare: bool) -> Iterator[tuple[int, int]]:
    mark, done = _DOT if bare else _SCHEME, 0
    while match := mark.search(text, done):
        before, after = _SPACE_BEFORE.search(text, done, match.start()), _SPACE.search(text, match.end())
        start, end = before.start() if before else done, after.start() if after else len(text)
        for first, last in _links_in(text[start:end], bare) if end - start <= _MAX_TOKEN_CHARS else ():
            yield start + first, start + last
        done = end


@lru_cache(maxsize=4096)
def _links_in(token: str, bare: bool) -> tuple[tuple[int, int], ...]:
    return tuple(_places(token, _TAIL, is_x=True, bare=bare))


def _places(token: str, tail: regex.Pattern[str], *, is_x: bool, bare: bool) -> Iterator[tuple[int, int]]:
    """Give the links of a token: a scheme and a domain, then the path and query that a network takes."""
    at = 0
    while head := _head().search(token, at):
        more = tail.match(token, head.end())
        at = more.end() if more else head.end()
        if not is_x or not head["protocol"] or head["protocol"][0] in "hH":
            yield from _accepted(head, at, bool(more and more["path"]), bare)


def _accepted(head: regex.Match[str], end: int, has_path: bool, bare: bool) -> Iterator[tuple[int, int]]:
    start, domain = head.start("url"), head["domain"]
    if not _is_domain(domain, len(head["protocol"] or "https://") + end - start) or _NO_LETTERS.search(domain[-2:]):
        return
    if head["protocol"]:
        # A shortened link of X's own ends with its slug.
        slug = _TCO.match(head.string, start, end)
        if slug is None or len(slug[1]) <= 40:
            yield start, slug.end() if slug else end
        return
    if not bare or _BEFORE_BARE.search(head["before"]):
        return
    found, at = [], 0
    for part in _ascii_domain().findall(domain):
        # Where the same name stands twice, twitter-text takes the first place it has not passed.
        at = domain.index(part, at) + len(part)
        found.append((start + at - len(part), start + at))
    if found:
        yield from found[:-1]
        first, last = found[-1]
        # twitter-text takes the path as if it followed the last ASCII domain at once.
        yield first, last + (end - start - len(domain) if has_path else 0)


def _is_domain(domain: str, url_chars: int) -> bool:
    labels = [
        label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii") for label in domain.split(".")
    ]
    grown = sum(map(len, labels)) + len(labels) - 1 - len(domain)
    if domain.startswith("xn--") and not _ascii_domain().search(domain):
        return False
    return all(0 < len(label) <= _MAX_LABEL_CHARS for label in labels) and url_chars + grown <= _MAX_URL_CHARS


@cache
def _top_domains() -> list[str]:
    lines = (Path(__file__).parent / "domains.txt").read_text(encoding="utf-8").splitlines()
    return " ".join(line for line in lines if not line.startswith("#")).split()


def is_top_domain(name: str) -> bool:
    """Say whether there is a top-level domain of that name, in small letters."""
    return name in _top_domain_set()


@cache
def _top_domain_set() -> frozenset[str]:
    return frozenset(_top_domains())


@cache
def _head() -> regex.Pattern[str]:
    # Labels are possessive and their number bounded (127 is the most a name may have): "a.a.a…" took minutes.
    named = rf"(?:{_CHAR}(?:-|{_CHAR})*+(?<!-)\.)"
    under = rf"(?:{_CHAR}(?:[_-]|{_CHAR})*+(?<![_-])\.)"
    return regex.compile(
        rf"(?P<before>[^A-Za-z0-9@＠$#＃\uFFFE\uFEFF\uFFFF]|[{_MARKERS}]|^)"
        rf"(?P<url>(?P<protocol>(?i:{_SCHEMES})://)?(?P<domain>{under}{{0,126}}{named}{_TOP})(?::[0-9]+)?)",
        top=_top_domains(),
    )


@cache
def _ascii_domain() -> regex.Pattern[str]:
    return regex.compile(rf"(?:[\-A-Za-z0-9{LATIN}]++\.){{1,127}}{_TOP}", top=_top_domains())


# Never IGNORECASE: to it İ and ſ are letters of A to Z.
_TOP = r"(?:(?i:\L<top>)(?=[^0-9a-zA-Z@+-]|$)|(?i:xn)--[\-0-9A-Za-z]+)"
_NO_LETTERS = regex.compile("[İıſ\u212a]")
"""To case folding they are i, s and k; in a top-level domain they are nothing."""
_SCHEME = regex.compile(r"://")
_SPACE = regex.compile(r"[\s\u180E]")
_SPACE_BEFORE = regex.compile(r"(?r)[\s\u180E]")
_DOT = regex.compile(r"\.[^\s.,;:!?…»)]")
_BEFORE_BARE = regex.compile(r"[-_./]$")
_MARKERS = r"\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069"
_SPACES = r"\x09-\x0D\x20\x85\xA0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
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
_SCHEMES = r"https?|dat|dweb|ipfs|ipns|ssb|gopher|gemini"
"""X knows the first alone."""
_MASTODON_TOKEN = regex.compile(r"[^\x09-\x0D\x20\x85]+")
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
