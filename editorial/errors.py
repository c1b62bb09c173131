"""The one exception of the house: an input that cannot be read, said in one sentence a problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from editorial.finding import Phrase, Span


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that cannot be read: where it stands and what to do about it."""

    message: Phrase
    path: str | None = None
    span: Span | None = None


class EditorialError(Exception):
    """Input that cannot be read or written; caught once, in the command, which exits with 2.

    `problems` holds everything found wrong in that input, so that a writer mends it in one go.
    """

    def __init__(self, problems: Sequence[Problem] | Phrase, path: str | None = None, span: Span | None = None):
        if isinstance(problems, Phrase):
            problems = [Problem(problems, path, span)]
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("; ".join(problem.message.en for problem in self.problems))

    def __reduce__(self) -> tuple[type[EditorialError], tuple[object, ...]]:
        """Let it pass from one process to another, as what it is: a subclass says no more than its problems."""
        return EditorialError, (self.problems,)
