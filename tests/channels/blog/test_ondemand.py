"""What a page asks for is made when it asks, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import add

import jinja2
import pytest

from channels.blog.ondemand import Late

WAYS: dict[str, tuple[Callable[[Sequence[str]], object], object]] = {
    "as it is": (list, ["b", "a"]),
    "how long": (len, 2),
    "whether there is any": (bool, True),
    "one": (lambda names: names[-1], "a"),
    "some": (lambda names: names[:1], ["b"]),
    "before others": (lambda names: add(names, ["c"]), ["b", "a", "c"]),
    "after others": (lambda names: add(["c"], names), ["c", "b", "a"]),
    "in a template": (
        lambda names: jinja2.Template("{{ n|sort|join }}{{ n|first }}{{ n|count }}{{ 'a' in n }}").render(n=names),
        "abb2True",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("look", "seen"), WAYS.values(), ids=WAYS)
def test_a_late_list_is_one_like_any_other(look: Callable[[Sequence[str]], object], seen: object) -> None:
    assert look(Late(lambda: ["b", "a"])) == seen


def test_a_late_list_is_put_together_when_it_is_looked_at_and_once() -> None:
    made: list[str] = []
    late = Late(lambda: made.append("made") or ["a"])
    before = list(made)

    assert (before, [*late], [*late], made) == ([], ["a"], ["a"], ["made"])
