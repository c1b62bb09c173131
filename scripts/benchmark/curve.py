"""The curve of docs/performance.md: what a cold build costs a piece, from few pieces to many, as an SVG."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from benchmark.results import Row

WIDTH, HEIGHT = 720, 360
LEFT, RIGHT, TOP, BOTTOM = 64, 96, 56, 56
TICKS = 5
LINES = {"wall_s": ("wall", "#0c3dc9"), "cpu_s": ("CPU", "#924d35")}
"""The figures drawn: their names and colours."""
_STEPS = (1, 2, 2.5, 5, 10)


def draw(rows: Sequence[Row]) -> str:
    """Give the picture: pieces from left to right on a logarithmic scale, milliseconds a piece from zero upwards."""
    if not rows:
        return ""
    sizes = [row.pieces for row in rows]
    figures = {name: [1000 * getattr(row.cost, name) / row.pieces for row in rows] for name in LINES}
    step = _step(max(map(max, figures.values())) * 1.1 / TICKS)
    top_ms = step * TICKS

    def x(size: int) -> float:
        low, high = log10(sizes[0]), log10(sizes[-1])
        share = (log10(size) - low) / (high - low) if high > low else 0.5
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(ms: float) -> float:
        return HEIGHT - BOTTOM - ms / top_ms * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<text class="title" x="{LEFT}" y="28">Cold build of the blog: milliseconds a piece</text>',
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">pieces in the site</text>',
    ]
    for tick in range(TICKS + 1):
        ms = tick * step
        parts.append(f'<path class="grid" d="M{LEFT} {y(ms):.1f}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 10}" y="{y(ms) + 4:.1f}" text-anchor="end">{ms:g} ms</text>')
    for size in sizes:
        parts.append(f'<path class="grid" d="M{x(size):.1f} {y(0):.1f}v5"/>')
        parts.append(f'<text x="{x(size):.1f}" y="{y(0) + 21:.1f}" text-anchor="middle">{size:,}</text>')
    ends = _apart({name: y(values[-1]) for name, values in figures.items()})
    for name, (label, colour) in LINES.items():
        points = [(x(size), y(ms)) for size, ms in zip(sizes, figures[name], strict=True)]
        path = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
        parts.append(f'<path class="line" stroke="{colour}" d="{path}"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{colour}"/>' for a, b in points]
        said = f"{label} {figures[name][-1]:.2f}"
        place = f'x="{points[-1][0] + 12:.1f}" y="{ends[name] + 4:.1f}"'
        parts.append(f'<text class="end" style="fill:{colour}" {place}>{said}</text>')
    return _SVG.format(width=WIDTH, height=HEIGHT, parts="\n".join(parts))


def _step(least: float) -> float:
    """Give the smallest round number that is not below `least`."""
    scale = 10.0 ** floor(log10(least))
    return next(scale * step for step in _STEPS if scale * step >= least)


def _apart(ends: dict[str, float], least: float = 18) -> dict[str, float]:
    """Give the heights of the lines' names, moved apart where they would stand on one another."""
    placed: dict[str, float] = {}
    for name, height in sorted(ends.items(), key=lambda end: end[1]):
        placed[name] = max([height, *(other + least for other in placed.values())])
    return placed


_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>What a cold build of the blog costs a piece, from few pieces to many</title>
<style>
text {{ font: 13px system-ui, sans-serif; fill: #525864 }}
.title {{ font-size: 16px; font-weight: 600; fill: #151a26 }}
.end {{ font-weight: 600 }}
.grid {{ stroke: #d0d5d9; fill: none }}
.line {{ stroke-width: 2.5; fill: none; stroke-linejoin: round }}
</style>
<rect width="100%" height="100%" rx="6" fill="#f7fbfc"/>
{parts}
</svg>
"""
