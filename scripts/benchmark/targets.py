"""What Ligne's speed is held to: each target with its limit, and how it is read from what a bench found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmark.results import Results

CONTEST, BESIDE, LAST = 10_000, 1_000, 50_000
LINTED, POSTS = 55, 130
LETTERS, DELIVERED, FEW, MANY = 500, 3_000, 10_000, 200_000
"""How many pieces the targets speak of."""
TARGETS_ALIGNED = "lrrrl"


@dataclass(frozen=True)
class Target:
    """One claim: `measure` gives a figure that is not to exceed `limit`, or None where it was not measured."""

    what: str
    pieces: int
    limit: float
    unit: str
    measure: Callable[[Results], float | None]

    def is_held(self, found: Results) -> bool | None:
        """Say whether a bench held it, or None where it did not measure it."""
        figure = self.measure(found)
        return None if figure is None else figure <= self.limit

    def cells(self, found: Results) -> list[str]:
        """Give the target in words."""
        figure = self.measure(found)
        held = {None: "not measured", True: "held", False: "**not held**"}[self.is_held(found)]
        return [self.what, f"{self.pieces:,}", self._written(self.limit), self._written(figure), held]

    def _written(self, figure: float | None) -> str:
        if figure is None:
            return ""
        return f"{figure:.0f} {self.unit}" if self.unit == "MB" else f"{figure:.3g} {self.unit}"


def targets_table(found: Results, targets: Sequence[Target]) -> list[list[str]]:
    """Give targets with what was measured, a heading first."""
    return [["target", "pieces", "at most", "measured", ""], *(target.cells(found) for target in targets)]


def _of(scenario: str, pieces: int, figure: str = "wall_s") -> Callable[[Results], float | None]:
    """Give what reads a figure of Ligne's, where it was measured on so many pieces."""

    def measure(found: Results) -> float | None:
        row = found.row(scenario)
        return float(getattr(row.cost, figure)) if row and row.pieces == pieces else None

    return measure


def _against(who: str, scenario: str, pieces: int, figure: str = "wall_s") -> Callable[[Results], float | None]:
    """Give what reads how many times another contender's figure Ligne's is."""

    def measure(found: Results) -> float | None:
        row = found.row(scenario, who)
        ratio = row.ratio(figure) if row and row.pieces == pieces else None
        return 1 / ratio if ratio else None

    return measure


def _against_cold(scenario: str) -> Callable[[Results], float | None]:
    """Give what reads how many times its cold build a build of Ligne's takes."""

    def measure(found: Results) -> float | None:
        row, cold = _of(scenario, CONTEST)(found), _of("cold", CONTEST)(found)
        return row / cold if row is not None and cold is not None else None

    return measure


def _each(scenario: str) -> Callable[[Results], float | None]:
    """Give what reads the CPU time of one letter of many, in milliseconds."""

    def measure(found: Results) -> float | None:
        row = found.row(scenario)
        return 1000 * row.cost.cpu_s / row.pieces if row and row.pieces == LETTERS else None

    return measure


def _kept(found: Results) -> float | None:
    """Give how many times the memory for few readers that for many is."""
    few, many = _of(f"letters-{FEW}", FEW, "peak_mb")(found), _of(f"letters-{MANY}", MANY, "peak_mb")(found)
    return many / few if few is not None and many is not None else None


def _growth(found: Results) -> float | None:
    """Give how many times the CPU time a piece of the curve's first size one of its last takes."""
    first, last = _of(f"curve-{BESIDE}", BESIDE, "cpu_s")(found), _of(f"curve-{LAST}", LAST, "cpu_s")(found)
    return (last / LAST) / (first / BESIDE) if first is not None and last is not None else None


_DKIMPY = ("dkimpy", "letters", LETTERS, "cpu_s")
_SMTPLIB = ("smtplib", "letters-delivered", DELIVERED)
TARGETS = (
    Target("blog, cold, against Hugo's wall time", CONTEST, 0.8, "×", _against("hugo", "cold", CONTEST)),
    Target("blog, cold, against stock Pelican's wall time", CONTEST, 0.125, "×", _against("pelican", "cold", CONTEST)),
    Target("blog, cold, largest process", CONTEST, 300, "MB", _of("cold", CONTEST, "peak_mb")),
    Target("blog, nothing changed", CONTEST, 0.5, "s", _of("unchanged", CONTEST)),
    Target("blog, an old piece's body edited", CONTEST, 0.8, "s", _of("body", CONTEST)),
    Target("blog, the newest piece's title edited", CONTEST, 1.5, "s", _of("title", CONTEST)),
    Target("blog, a piece added", CONTEST, 1.5, "s", _of("added", CONTEST)),
    Target("blog, the newest piece deleted", CONTEST, 1.5, "s", _of("deleted", CONTEST)),
    Target("blog, a template changed, against cold", CONTEST, 1, "×", _against_cold("template")),
    Target("blog, a colour of the brand changed, against cold", CONTEST, 1, "×", _against_cold("brand")),
    Target("all channels, nothing changed", BESIDE, 0.5, "s", _of("all-unchanged", BESIDE)),
    Target("all channels, an old piece's body edited", BESIDE, 1, "s", _of("all-body", BESIDE)),
    Target("CPU a piece, against that of 1,000 pieces", LAST, 1.1, "×", _growth),
    Target(
        "blog, cold, against stock Pelican's CPU", BESIDE, 0.2, "×", _against("pelican", "magazine", BESIDE, "cpu_s")
    ),
    Target("the same, technical posts", BESIDE, 0.2, "×", _against("pelican", "technical", BESIDE, "cpu_s")),
    Target("the same, real posts", BESIDE, 0.2, "×", _against("pelican", "real", BESIDE, "cpu_s")),
    Target("`ligne --version`", BESIDE, 0.25, "s", _of("version", BESIDE)),
    Target("`ligne check` on one piece", BESIDE, 0.4, "s", _of("check", BESIDE)),
    Target("`ligne check` on one piece", CONTEST, 0.4, "s", _of("check-contest", CONTEST)),
    Target(
        "100 rules and spelling, against proselint's CPU",
        LINTED,
        0.25,
        "×",
        _against("proselint", "lint", LINTED, "cpu_s"),
    ),
    Target("`ligne plan`, every channel, 5 years of daily slots", CONTEST, 1, "s", _of("plan", CONTEST)),
    Target("`ligne due`, the same, a ledger of 100,000 in git", CONTEST, 1, "s", _of("due-git", CONTEST)),
    Target("the same, in SQLite", CONTEST, 1, "s", _of("due-sqlite", CONTEST)),
    Target("the same, in PostgreSQL", CONTEST, 1, "s", _of("due-postgresql", CONTEST)),
    Target("500 terms, spelling and more, cold, CPU", POSTS, 10, "s", _of("terms", POSTS, "cpu_s")),
    Target("the same, nothing changed", POSTS, 0.5, "s", _of("terms-unchanged", POSTS)),
    Target("an edition set, CPU", LETTERS, 5, "ms", _each("edition")),
    Target("its MJML to HTML, against npm's mjml", LETTERS, 1 / 20, "×", _against("mjml", "mjml", LETTERS, "cpu_s")),
    Target("a letter, personal and signed by RSA-2048, CPU", LETTERS, 1.11, "ms", _each("letters")),
    Target("the same, against EmailMessage and dkimpy", LETTERS, 1 / 15, "×", _against(*_DKIMPY)),
    Target("handed over, against bytes made before, wall time", DELIVERED, 1.25, "×", _against(*_SMTPLIB)),
    Target("memory for many readers, against that for 10,000", MANY, 1.05, "×", _kept),
)
"""Growth is held to 1.1 and not to 1: single runs differ by some percent."""
