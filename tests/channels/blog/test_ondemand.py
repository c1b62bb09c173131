"""What a page asks for is made when it asks, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import add

import jinja2
import pytest

from channels.blog.ondemand import Late, OnDemand

WAYS: dict[str, tuple[Callable[[Sequence[str]], object], object]] = {
    "as it is": (list, ["b", "a"]),
    "how long": (len, 2),
    "whether there is any": (bool, True),
    "one": (lambda names: names[-1], "a"),
    "some": (lambda names: list(names[:1]), ["b"]),
    "before others": (lambda names: add(names, ["c"]), ["b", "a", "c"]),
    "after others": (lambda names: add(["c"], names), ["c", "b", "a"]),
    "in a template": (
        lambda names: jinja2.Template("{{ n|sort|join }}{{ n|first }}{{ n|count }}{{ 'a' in n }}").render(n=names),
        "abb2True",
    ),
}  # fmt: skip


LISTS: dict[str, Callable[[], Sequence[str]]] = {
    "late": lambda: Late(lambda: ["b", "a"]),
    "on-demand": lambda: OnDemand(str, ["b", "a"]),
    "a-slice": lambda: OnDemand(str, ["x", "b", "a", "x"])[1:3],
}


@pytest.mark.parametrize("made", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize(("look", "seen"), WAYS.values(), ids=WAYS)
def test_a_list_made_when_it_is_looked_at_is_one_like_any_other(
    look: Callable[[Sequence[str]], object], seen: object, made: Callable[[], Sequence[str]]
) -> None:
    assert look(made()) == seen


def test_the_items_of_a_slice_are_made_when_they_are_looked_at() -> None:
    made: list[str] = []
    page = OnDemand(lambda name: made.append(name) or name.upper(), ["a", "b", "c"])[1:]
    before = list(made)

    assert (before, page[0], made) == ([], "B", ["b"])


def test_a_late_list_is_put_together_when_it_is_looked_at_and_once() -> None:
    made: list[str] = []
    late = Late(lambda: made.append("made") or ["a"])
    before = list(made)

    assert (before, [*late], [*late], made) == ([], ["a"], ["a"], ["made"])
