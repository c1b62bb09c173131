"""`extends: metric`: reports a text by a formula on its counts; `extends: readability`, by a school grade.

What it does: works out `formula` for the whole text, and reports at the top of the file where `condition` holds; with
a `scope`, for each block of it, and reports at its first word.
`readability` does so where the mean of `metrics` is above `grade`.
Options: `formula`, `condition`; `metrics`, `grade`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from editorial.finding import Phrase
from editorial.house.block import Block
from editorial.house.formula import BadFormula, NoValue, names_in, parsed, value_of
from editorial.house.hit import LANG, Hit, Memory, Shelf
from editorial.house.keys import RuleKeys, nearest
from editorial.house.measure import COUNTS, GRADES, grade_of, measured
from editorial.house.need import Need

ELEMENTS = "elements"
"""Where the memory of a file holds how many elements of each kind it has."""
_WHOLE = ("summary", "raw")
_FIRST_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Metric:
    """A measure, and the limit that it should not pass."""

    measure: Callable[[Mapping[str, float]], float | None]
    passes: Callable[[float], bool]
    needs: tuple[Need | None, ...] = (None,)

    def find(self, block: Block, picks: Sequence[int], memory: Memory) -> Iterator[Hit]:
        """Give one hit where the measure passes its limit: about the file, or the first word of the block measured."""
        is_whole = block.asked in _WHOLE
        elements = memory.get(ELEMENTS) if is_whole else None
        counts = measured(block.text, elements if isinstance(elements, dict) else {}, str(memory.get(LANG, "en")))
        value = self.measure(counts) if counts else None
        if value is not None and self.passes(value):
            first = _FIRST_WORD.search(block.text)
            yield Hit(*(first.span() if first else (0, 0)), (f"{value:.2f}",), at_top=is_whole)


def read(keys: RuleKeys, shelf: Shelf) -> Metric:
    """Give the check that a rule file describes."""
    keys.require("formula")
    keys.require("condition")
    formula = _tree(keys, "formula", keys.text("formula"))
    condition = _tree(keys, "condition", f"value_ {keys.text('condition')}")

    def measure(counts: Mapping[str, float]) -> float | None:
        try:
            return float(value_of(formula, counts))
        except BadFormula:
            return None

    def passes(value: float) -> bool:
        try:
            return bool(value_of(condition, {"value_": round(value, 6)}))
        except BadFormula:
            return False

    return Metric(measure, passes)


def read_readability(keys: RuleKeys, shelf: Shelf) -> Metric:
    """Give the check that a rule file of the older kind describes."""
    keys.require("metrics")
    keys.require("grade")
    metrics, grade = keys.texts("metrics"), keys.number("grade")
    for number, name in enumerate(metrics):
        if name not in GRADES:
            keys.complain(("metrics", number), _UNKNOWN.fill(found=name, advice=nearest(name, GRADES)))
    known = tuple(name for name in metrics if name in GRADES)
    return Metric(lambda counts: grade_of(known, counts) if known else None, lambda value: value > grade)


def _tree(keys: RuleKeys, key: str, written: str) -> ast.expr:
    try:
        tree = parsed(re.sub(r"heading\.(h[1-6])", r"heading_\1", written))
        known = (*COUNTS, "value_") if key == "condition" else tuple(COUNTS)
        for name in names_in(tree):
            if name not in known:
                keys.complain((key,), _UNKNOWN.fill(found=name, advice=nearest(name, COUNTS)))
                return tree
        _tried(tree)
        return tree
    except BadFormula as problem:
        keys.complain((key,), _BAD.fill(why=str(problem)))
        return ast.Constant(0)


def _tried(tree: ast.expr) -> None:
    """Work a formula out once; raises BadFormula where it holds what is no arithmetic."""
    with suppress(NoValue):
        value_of(tree, dict.fromkeys((*COUNTS, "value_"), 1.0))


_UNKNOWN = Phrase("« {found} » n’est pas une mesure ; {advice}", "“{found}” is not a measure; {advice}")
_BAD = Phrase("cette formule ne se calcule pas : {why}", "this formula cannot be worked out: {why}")
