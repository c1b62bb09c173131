"""Formulas of metric rules: arithmetic on named numbers, and nothing else."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from typing import Final

Number = float | bool
MAX_LENGTH: Final = 2_000
_BINARY: Final[Mapping[type[ast.operator], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: math.fmod,
}
_COMPARE: Final[Mapping[type[ast.cmpop], Callable[[float, float], bool]]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_FUNCTIONS: Final[Mapping[str, Callable[..., float]]] = {
    "abs": abs,
    "ceil": math.ceil,
    "floor": math.floor,
    "exp": math.exp,
    "log": math.log,
    "log10": math.log10,
    "log2": math.log2,
    "max": max,
    "min": min,
    "pow": math.pow,
    "sqrt": math.sqrt,
}
FUNCTIONS: Final = frozenset(_FUNCTIONS)


class BadFormula(ValueError):
    """A formula that cannot be read."""


class NoValue(BadFormula):
    """A formula that has no value for some numbers: it divides by nothing."""


def parsed(written: str) -> ast.expr:
    """Give the tree of a formula; raises BadFormula."""
    if len(written) > MAX_LENGTH:
        raise BadFormula("too long")
    try:
        return ast.parse(" ".join(written.replace("&&", " and ").replace("||", " or ").split()), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise BadFormula(getattr(error, "msg", None) or str(error)) from None


def names_in(tree: ast.expr) -> list[str]:
    """Give the names that a formula speaks of, functions aside."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return [
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and id(node) not in called and id(node) not in inner
    ]


def value_of(tree: ast.expr, named: Mapping[str, float]) -> Number:
    """Give the value of a formula; raises BadFormula where it has none."""
    try:
        return _value(tree, named)
    except BadFormula:
        raise
    except (ArithmeticError, ValueError) as error:
        raise NoValue(str(error)) from None
    except (TypeError, RecursionError) as error:
        raise BadFormula(str(error)) from None


def _value(node: ast.expr, named: Mapping[str, float]) -> Number:
    match node:
        case ast.Constant(value=bool() | int() | float() as value):
            return value
        case ast.Name(id=name) if name in named:
            return named[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return _BINARY[type(op)](float(_value(left, named)), float(_value(right, named)))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -float(_value(operand, named))
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return float(_value(operand, named))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _value(operand, named)
        case ast.BoolOp(op=ast.And(), values=values):
            return all(_value(value, named) for value in values)
        case ast.BoolOp(values=values):
            return any(_value(value, named) for value in values)
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
            return _COMPARE[type(op)](float(_value(left, named)), float(_value(right, named)))
        case ast.Call(func=func, args=args, keywords=[]):
            name = func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
            if name in _FUNCTIONS:
                return float(_FUNCTIONS[name](*(float(_value(argument, named)) for argument in args)))
    raise BadFormula(ast.unparse(node))
