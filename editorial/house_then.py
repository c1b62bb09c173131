"""The house rules of another day: those that git has beside an older charter, and those that are staged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from editorial.charter import Charter
from editorial.errors import EditorialError
from editorial.history import files_in, folders_at, staged_in
from editorial.house.styles import FOLDER, House, applies, house_in, read_past_house, styles_today
from editorial.source import Unreadable, decode

NONE = "none"
"""What stands for the tree of a commit that had no styles."""


def styles_at(root: Path, commits: Sequence[str]) -> list[str]:
    """Give, for each commit, the tree that holds its house rules; one git process for all."""
    return [tree or NONE for tree in folders_at(root, [f"{commit}:./{FOLDER}" for commit in commits])]


def house_then(root: Path, charter: Charter) -> House:
    """Give the house rules a charter of any day stands with, as far as they can be read today."""
    if not charter.styles_tree:
        return read_past_house(root, charter)
    texts = {} if charter.styles_tree == NONE else _texts_in(root, charter.styles_tree)
    return house_in(texts, root, charter, is_past=True)


def rule_files(root: Path, charter: Charter) -> Mapping[str, str]:
    """Give the text of every rule and list of words in the styles of a charter of any day, by path from the styles."""
    if charter.styles_tree == NONE:
        return {}
    if charter.styles_tree:
        return {path: text for path, text in _texts_in(root, charter.styles_tree).items() if applies(path, charter)}
    return styles_today(root, charter)


def staged_house(root: Path, charter: Charter) -> House:
    """Give the house rules that git's index holds; raises EditorialError as `read_house` does."""
    texts = {}
    for path, raw in staged_in(root, FOLDER).items():
        try:
            texts[path.removeprefix(f"{FOLDER}/")] = decode(raw)
        except Unreadable as problem:
            raise EditorialError(problem.message, path, problem.span) from None
    return house_in(texts, root, charter)


@lru_cache(maxsize=4)
def _texts_in(root: Path, tree: str) -> Mapping[str, str]:
    texts = {}
    for path, raw in files_in(root, tree).items():
        try:
            texts[path] = decode(raw)
        except Unreadable:
            continue
    return texts
