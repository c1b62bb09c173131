"""Patterns as house rules write them (.NET's dialect, which Vale reads), said in the dialect of the `regex` module."""

from __future__ import annotations

from typing import Final, NamedTuple

import regex

FLAGS: Final = regex.VERSION1 | regex.MULTILINE
"""Vale compiles every pattern so that `^` and `$` stand at each line; V1 lets `(?-i)` end where its group does."""


class Piece(NamedTuple):
    """One sign of a pattern: what kind it is, as written, and as it is said here.

    `literal`, `class`, `escape`, `open`, `close`, `bar`, `quantifier`, `edge` (`\\b`, `^`, `$`) or `any` (`.`).
    """

    kind: str
    written: str
    said: str


class BadPattern(ValueError):
    """A pattern that cannot be read; `at` is the character at which it goes wrong."""

    def __init__(self, why: str, at: int):
        self.why, self.at = why, at
        super().__init__(why)


def pieces_of(written: str, *, is_prose: bool = True) -> list[Piece]:
    """Give a pattern taken apart; in prose a space stands for a soft line break too. Raises BadPattern."""
    is_free = "(?x" in written
    is_loose = is_prose and not is_free
    written = _QUOTED.sub(lambda match: regex.escape(match[1], special_only=True), written)
    if is_free and "#" in written:
        # What a pattern is part of must not become the end of its comment.
        written += "\n"
    found: list[Piece] = []
    at = 0
    while at < len(written):
        sign = written[at]
        if sign == "\\":
            piece = _escape(written, at, is_loose=is_loose)
        elif sign == "[":
            piece = _class(written, at, is_loose=is_loose)
        elif sign == "(":
            piece = _opening(written, at)
        elif sign == ")":
            piece = Piece("close", sign, sign)
        elif sign == "|":
            piece = Piece("bar", sign, sign)
        elif sign in "*+?" or (sign == "{" and _REPEAT.match(written, at)):
            piece = _quantifier(written, at)
        elif sign in "^$":
            piece = Piece("edge", sign, sign)
        elif sign == ".":
            piece = Piece("any", sign, sign)
        elif sign == " ":
            piece = Piece("literal", sign, _SPACE if is_loose else sign)
        else:
            piece = Piece("literal", sign, regex.escape(sign) if sign in "{}]" else sign)
        found.append(piece)
        at += len(piece.written)
    return found


def said(pieces: list[Piece]) -> str:
    """Give the pattern that some pieces make."""
    return "".join([piece.said for piece in pieces])


def uncaptured(pieces: list[Piece]) -> list[Piece]:
    """Give a pattern whose plain groups remember nothing."""
    return [Piece("open", "(", "(?:") if piece.written == "(" else piece for piece in pieces]


def has_groups(pieces: list[Piece]) -> bool:
    """Say whether a pattern remembers what a group of it matched."""
    return any(piece.kind == "open" and _CAPTURES.match(piece.said) for piece in pieces)


def compiled(said_: str, *, ignore_case: bool = False) -> regex.Pattern[str]:
    """Give a pattern ready to search; raises BadPattern."""
    try:
        return regex.compile(f"{_ONE_BY_ONE}{said_}", FLAGS | regex.IGNORECASE if ignore_case else FLAGS)
    except regex.error as error:
        at = (getattr(error, "pos", None) or 0) - len(_ONE_BY_ONE)
        raise BadPattern(getattr(error, "msg", str(error)), max(at, 0)) from None
    except (RecursionError, OverflowError) as error:
        raise BadPattern(str(error), 0) from None


def _escape(written: str, at: int, *, is_loose: bool) -> Piece:
    if at + 1 >= len(written):
        raise BadPattern("bad escape at the end", at)
    sign = written[at + 1]
    coded = _CODED.match(written, at)
    if coded:
        return Piece("escape", coded[0], f"\\U{int(coded[1] or coded[2] or coded[3], 16):08x}")
    named = _PROPERTY.match(written, at)
    if named:
        return Piece("escape", named[0], named[0])
    back = _BACK.match(written, at)
    if back:
        return Piece("escape", back[0], f"(?P={back[1] or back[2]})")
    if sign in _ENDS:
        return Piece("edge", written[at : at + 2], _ENDS[sign])
    if sign in "bBAG<>":
        return Piece("edge", written[at : at + 2], written[at : at + 2])
    if sign == " ":
        return Piece("literal", "\\ ", _SPACE if is_loose else "\\ ")
    if not sign.isalnum():
        return Piece("literal", written[at : at + 2], regex.escape(sign))
    return Piece("escape", written[at : at + 2], "_" if sign == "_" else written[at : at + 2])


def _class(written: str, at: int, *, is_loose: bool) -> Piece:
    """Give a class of characters: a `[` inside it is itself, and .NET's subtraction `-[…]` is V1's `--[…]`."""
    made = ["["]
    here = at + 1
    if written[here : here + 1] == "^":
        made.append("^")
        here += 1
    first = here
    while here < len(written) and (written[here] != "]" or here == first):
        sign = written[here]
        posix = _POSIX.match(written, here)
        if sign == "\\" and here + 1 < len(written):
            inner = _escape(written, here, is_loose=False)
            made.append(inner.written if inner.kind == "edge" else inner.said)
            if inner.written == "\\ " and is_loose:
                made.append("\\n")
            here += len(inner.written)
            continue
        if posix:
            made.append(posix[0])
            here += len(posix[0])
            continue
        if sign == "-" and written[here + 1 : here + 2] == "[" and here > first:
            inner = _class(written, here + 1, is_loose=is_loose)
            made.append(f"--{inner.said}")
            here += 1 + len(inner.written)
            continue
        if sign in "[]" or (sign in "-&|~" and made[-1][-1:] == sign):
            made.append(f"\\{sign}")
        else:
            made.append(sign)
            if sign == " " and is_loose:
                made.append("\\n")
        here += 1
    if here >= len(written):
        raise BadPattern("missing ]", at)
    return Piece("class", written[at : here + 1], "".join(made) + "]")


def _opening(written: str, at: int) -> Piece:
    comment = _COMMENT.match(written, at)
    if comment:
        return Piece("edge", comment[0], "(?:)")
    alone = _FLAGS_ALONE.match(written, at)
    if alone:
        return Piece("edge", alone[0], alone[0])
    quoted = _QUOTED_NAME.match(written, at)
    if quoted:
        return Piece("open", quoted[0], f"(?P<{quoted[1]}>")
    again = _AGAIN.match(written, at)
    if again:
        return Piece("escape", again[0], again[0])
    special = _SPECIAL.match(written, at)
    return Piece("open", special[0], special[0]) if special else Piece("open", "(", "(")


def _quantifier(written: str, at: int) -> Piece:
    repeat = _REPEAT.match(written, at)
    count = repeat[0] if repeat else written[at]
    after = written[at + len(count) : at + len(count) + 1]
    return Piece("quantifier", count + (after if after == "?" else ""), count + (after if after == "?" else ""))


_ONE_BY_ONE: Final = "(?-f)"
"""Where capitals do not count, a letter still stands for one letter, as in .NET, not `ss` for `ß`: half the time."""
_SPACE: Final = "[ \\n]"
_ENDS: Final = {"z": "\\Z", "Z": "(?=\\n?\\Z)"}
_QUOTED: Final = regex.compile(r"(?<!\\)\\Q(.*?)(?:\\E|\Z)", regex.DOTALL)
_REPEAT: Final = regex.compile(r"\{\d+(?:,\d*)?\}")
_CODED: Final = regex.compile(r"\\(?:x\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))")
_PROPERTY: Final = regex.compile(r"\\[pP](?:\{[^}]*\}|\w)")
_BACK: Final = regex.compile(r"\\k(?:<(\w+)>|'(\w+)')")
_AGAIN: Final = regex.compile(r"\(\?P=\w+\)")
_POSIX: Final = regex.compile(r"\[:\^?\w+:\]")
_COMMENT: Final = regex.compile(r"\(\?#[^)]*\)")
_FLAGS_ALONE: Final = regex.compile(r"\(\?[a-zA-Z]*(?:-[a-zA-Z]+)?\)")
_QUOTED_NAME: Final = regex.compile(r"\(\?'(\w+)'")
_SPECIAL: Final = regex.compile(r"\(\?(?:P?<(?![=!])\w+>|<[=!]|[=!>:|]|[a-zA-Z]*(?:-[a-zA-Z]+)?:)")
_CAPTURES: Final = regex.compile(r"\((?!\?)|\(\?P?<(?![=!])")
