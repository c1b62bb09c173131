"""Five crops and four widths of one photo, made by Ligne, by Pillow as most scripts use it, and by sharp; and a card.

Each makes the same sizes in the same formats on two cores. The others' quality is lowered or raised until their
pictures are as like the photo as Ligne's are, by SSIM.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import mean, median

from PIL import Image, ImageOps

from benchmark.ssim import ssim
from components import COMPONENTS

ROOT = Path(__file__).resolve().parents[2]
PHOTO = ROOT / "content/images/loutre-tete-levee.jpg"
SIZES = {"24 MP": (6000, 4000), "12 MP": (4240, 2828)}
CROPS = ((1200, 675), (1200, 800), (1080, 1350), (1200, 627), (1080, 1080))
WIDTHS_PX = (480, 768, 1200, 1920)
QUALITIES = {"jpeg": 84, "webp": 80}
KEPT_SIDE_PX = 1920
THREADS = 2
RUNS, CARDS = 3, 40
LOWEST, HIGHEST = -12, 12
"""How far a quality is moved to match another's pictures."""
TARGETS = {"Pillow": 3.0, "sharp": 1.0}
CARD_MS = 25.0

Made = Mapping[str, bytes]
_PAGE = """# Performance of pictures

Made by `scripts/bench.py --images --write-docs`. Do not edit.

Five JPEG crops and four WebP widths are made of one photo, in the same sizes and formats, on the same two cores: by
Ligne, by Pillow as most scripts use it (the photo opened anew for each), and by sharp, which decodes it once for all.
The quality at which the others save is searched until their pictures are as like the photo as Ligne's (SSIM). The best
of three runs; a ratio is how many times Ligne's figure it is. Wall times are those of a shared machine: the CPU ratios
say more.

"""


@dataclass(frozen=True)
class Wanted:
    """One picture: its file, its part of the photo (left, top, right, bottom, from 0 to 1), and how it is saved."""

    file: str
    box: tuple[float, float, float, float]
    size: tuple[int, int]
    format: str
    quality: int


@dataclass(frozen=True)
class Line:
    """What one contender took, in seconds, for pictures of a likeness (SSIM) and a weight."""

    what: str
    who: str
    cpu_s: float
    wall_s: float
    ssim: float
    bytes: int


def lines() -> list[Line]:
    """Measure everything; raises BenchFailed where sharp is missing."""
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for name, size in SIZES.items():
            found += _contest(name, _photo(Path(folder) / f"{size[0]}.jpg", size))
        return [*found, *_cards()]


def page(found: list[Line]) -> str:
    """Give docs/performance-images.md."""
    head, *rows = table(found)
    cells = [head, ["---", "---", *("---:" for _ in head[2:])], *rows]
    return _PAGE + "".join(f"| {' | '.join(row)} |\n" for row in cells)


def table(found: list[Line]) -> list[list[str]]:
    """Give the lines in words, a heading first; ratios are to Ligne's figures of the same photo."""
    rows = [["what", "who", "CPU s", "wall s", "CPU ratio", "wall ratio", "SSIM", "kB", "asked"]]
    for line in found:
        ours = next(one for one in found if one.what == line.what)
        is_ours = line is ours
        likeness = [f"{line.ssim:.4f}", str(line.bytes // 1000)] if line.bytes else ["", ""]
        ratios = ["", ""] if is_ours else [f"{line.cpu_s / ours.cpu_s:.1f} ×", f"{line.wall_s / ours.wall_s:.1f} ×"]
        asked = f"{TARGETS[line.who]:.1f} ×" if line.who in TARGETS else "" if line.bytes else f"{CARD_MS:.0f} ms"
        rows.append([line.what, line.who, f"{line.cpu_s:.3f}", f"{line.wall_s:.3f}", *ratios, *likeness, asked])
    return rows


def _photo(path: Path, size: tuple[int, int]) -> Path:
    """Give a photo as a camera writes one: the size asked, with grain, its edges not blurred."""
    with Image.open(PHOTO) as image:
        large = image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    grain = Image.effect_noise(size, 20).convert("RGB")
    Image.blend(large, grain, 0.06).save(path, quality=92)
    return path


def _contest(name: str, path: Path) -> list[Line]:
    wanted = _wanted(path)
    whole = {one.file: image for one, image in _reference(path, wanted)}
    makers: dict[str, Callable[[Path, list[Wanted]], Made]] = {"Ligne": _ours, "Pillow": _naive, "sharp": _sharp}
    lines, likeness = [], 0.0
    for who, make in makers.items():
        asked = wanted if who == "Ligne" else _matched(make, path, wanted, whole, likeness)
        costs = [_cost(partial(make, path, asked)) for _ in range(RUNS)]
        made = make(path, asked)
        found = _likeness(made, whole)
        likeness = likeness or found
        cpu_s, wall_s = (min(figures) for figures in zip(*costs, strict=True))
        weight = sum(map(len, made.values()))
        lines.append(Line(f"{len(wanted)} pictures of a photo of {name}", who, cpu_s, wall_s, found, weight))
        print(f"{name}, {who}: {cpu_s:.2f} s CPU, {wall_s:.2f} s", file=sys.stderr, flush=True)
    return lines


def _wanted(path: Path) -> list[Wanted]:
    from channels.picture import crop_box, probe

    photo = probe(path)
    width, height = photo.width_px, photo.height_px
    crops = []
    for size in CROPS:
        left, top, right, bottom = crop_box(photo, *size)
        part = (left / width, top / height, right / width, bottom / height)
        crops.append(Wanted(f"{size[0]}x{size[1]}.jpg", part, size, "jpeg", QUALITIES["jpeg"]))
    sizes = ((wide, round(height * wide / width)) for wide in WIDTHS_PX)
    widths = [Wanted(f"{size[0]}.webp", (0, 0, 1, 1), size, "webp", QUALITIES["webp"]) for size in sizes]
    return crops + widths


def _ours(path: Path, wanted: list[Wanted]) -> Made:
    from channels import darkroom
    from channels.picture import encoded, probe

    darkroom._steps.cache_clear()
    darkroom._resampled.cache_clear()
    photo = probe(path)

    def make(one: Wanted) -> bytes:
        left, top, right, bottom = one.box
        box = (left * photo.width_px, top * photo.height_px, right * photo.width_px, bottom * photo.height_px)
        return encoded(darkroom.sampled(photo, box, one.size), one.format, one.quality)

    # The longest first, so that no thread is left alone with it; what is cut from one width follows it.
    longest = sorted(wanted, key=lambda one: one.size, reverse=True)
    with ThreadPoolExecutor(THREADS) as pool:
        made = dict(zip((one.file for one in longest), pool.map(make, longest), strict=True))
    return {one.file: made[one.file] for one in wanted}


def _naive(path: Path, wanted: list[Wanted]) -> Made:
    made = {}
    for one, image in _reference(path, wanted):
        out = io.BytesIO()
        image.save(out, one.format, quality=one.quality)
        made[one.file] = out.getvalue()
    return made


def _reference(path: Path, wanted: list[Wanted]) -> list[tuple[Wanted, Image.Image]]:
    """Give each picture without loss, from the whole photo decoded anew each time, as simple scripts do."""
    made = []
    for one in wanted:
        with Image.open(path) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGB")
        left, top, right, bottom = one.box
        box = (left * image.width, top * image.height, right * image.width, bottom * image.height)
        made.append((one, image.resize(one.size, Image.Resampling.LANCZOS, box)))
    return made


def _sharp(path: Path, wanted: list[Wanted]) -> Made:
    from benchmark.measure import BenchFailed

    modules = COMPONENTS["sharp"].path()
    if modules is None:
        raise BenchFailed("sharp is not installed: scripts/test.py --full installs it")
    asked = {"outputs": [vars(one) for one in wanted], "shrink_to_px": KEPT_SIDE_PX}
    with tempfile.TemporaryDirectory() as folder:
        script = str(Path(__file__).with_name("sharp.cjs"))
        subprocess.run(["node", script, str(modules.parent), str(path), folder, json.dumps(asked)], check=True)
        return {one.file: (Path(folder) / one.file).read_bytes() for one in wanted}


def _matched(
    make: Callable[[Path, list[Wanted]], Made], path: Path, wanted: list[Wanted], whole: Mapping[str, Image.Image],
    likeness: float,
) -> list[Wanted]:  # fmt: skip
    """Give what is wanted at the least quality at which it is as like the photo as Ligne's own pictures."""
    low, high = LOWEST, HIGHEST
    while low < high:
        shift = (low + high) // 2
        made = make(path, [replace(one, quality=one.quality + shift) for one in wanted])
        low, high = (low, shift) if _likeness(made, whole) >= likeness else (shift + 1, high)
    return [replace(one, quality=one.quality + low) for one in wanted]


def _likeness(made: Made, whole: Mapping[str, Image.Image]) -> float:
    return mean(ssim(Image.open(io.BytesIO(raw)), whole[file]) for file, raw in made.items())


def _cost(act: Callable[[], object]) -> tuple[float, float]:
    """Give the CPU time, of this process and those it waits for, and the wall time of an act."""
    begun, start = _cpu_s(), time.perf_counter()
    act()
    return _cpu_s() - begun, time.perf_counter() - start


def _cpu_s() -> float:
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, whose))


def _cards() -> list[Line]:
    """Measure cards of many titles: over a photo, whose widths were just made, and in type alone."""
    from channels.card import Card, title_card
    from channels.picture import probe
    from channels.templates import read_look

    look, photo = read_look(ROOT, ("un",)), probe(PHOTO)
    found = []
    for what, shown in (("a card over a photo", photo), ("a card in type", None)):
        cards = [Card(f"Le banc essaie un titre, le {n}e", "Un", "un", "Le banc", shown) for n in range(CARDS + 1)]
        title_card(look, cards.pop())
        costs = [_cost(partial(title_card, look, card)) for card in cards]
        cpu_s, wall_s = (median(figures) for figures in zip(*costs, strict=True))
        found.append(Line(what, "Ligne", cpu_s, wall_s, 0.0, 0))
    return found
