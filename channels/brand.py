"""The brand: colours, type and logo, read once from theme/brand.yaml for the blog, the newsletter and the cards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from os.path import lexists
from pathlib import Path

from channels.colour import contrast as contrast
from channels.colour import hexadecimal
from editorial.datafile import close_datafile, open_datafile
from editorial.errors import EditorialError
from editorial.fields import Fields
from editorial.finding import Phrase
from editorial.plain_file import text_of
from editorial.source import Unreadable
from editorial.system_words import said_by

NAME = "brand.yaml"
MODES = ("light", "dark")
TOKENS = ("paper", "band", "line", "muted", "ink", "accent", "on-accent", "alert")
_FACES = ("serif", "sans", "mono")

Modes = Mapping[str, str]
"""A colour as `#rrggbb` in each mode."""


@dataclass(frozen=True, slots=True)
class Brand:
    """Everything that makes three channels look like one house."""

    colours: Mapping[str, Modes]
    pillars: Mapping[str, Modes]
    """By pillar id, in the charter's order."""
    serif: str
    sans: str
    mono: str
    fonts: Mapping[str, Path]
    """The font files that cards are drawn with, by face: `serif`, `serif-bold`, `sans`, `sans-bold`."""
    logo: Path | None

    def colour(self, token: str, mode: str = "light") -> str:
        """Give the colour of a token (`ink`, `paper`, `accent`…) as `#rrggbb`."""
        return self.colours[token][mode]

    def pillar(self, which: str | int, mode: str = "light") -> str:
        """Give the colour of a pillar, by id or by place in the charter; the accent where there is no such pillar."""
        if isinstance(which, int):
            known = list(self.pillars)
            which = known[which % len(known)] if known else ""
        return self.pillars[which][mode] if which in self.pillars else self.colour("accent", mode)

    def css(self) -> str:
        """Give the CSS custom properties: light, dark where the reader's system is, light again on paper."""
        light, dark = (self._properties(mode) for mode in MODES)
        faces = f"--serif:{self.serif};--sans:{self.sans};--mono:{self.mono}"
        of_pillars = "".join(f'[data-pillar="{name}"]{{--pillar:var(--pillar-{name})}}' for name in self.pillars)
        return (
            f":root{{color-scheme:light dark;--pillar:var(--accent);{faces};{light}}}"
            f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{of_pillars}"
        )

    def _properties(self, mode: str) -> str:
        named = {**self.colours, **{f"pillar-{name}": modes for name, modes in self.pillars.items()}}
        return ";".join(f"--{name}:{modes[mode]}" for name, modes in named.items())


@dataclass(slots=True)
class _Draft:
    """What the theme folders say so far, the later ones read first."""

    colours: dict[str, Modes] = field(default_factory=dict)
    faces: dict[str, str] = field(default_factory=dict)
    fonts: dict[str, Path] = field(default_factory=dict)
    logo: Path | None = None
    tones: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Lightness and chroma of every pillar, by mode."""
    hues: list[float] = field(default_factory=list)
    hues_by_id: dict[str, float] = field(default_factory=dict)


def read_brand(folders: Sequence[Path], pillars: Sequence[str] = ()) -> Brand:
    """Give the brand that the theme folders hold, a first folder's keys over a later one's; raises EditorialError."""
    draft = _Draft()
    for folder in reversed(folders):
        if lexists(folder / NAME):
            _read_into(draft, folder)
    missing = [token for token in TOKENS if token not in draft.colours]
    missing += [face for face in _FACES if face not in draft.faces]
    missing += [f"pillars.{mode}" for mode in MODES if mode not in draft.tones]
    if missing:
        raise EditorialError(_INCOMPLETE.fill(missing=", ".join(missing)), shown_path(folders[-1] / NAME))
    serif, sans, mono = (draft.faces[face] for face in _FACES)
    return Brand(draft.colours, _pillar_colours(draft, pillars), serif, sans, mono, draft.fonts, draft.logo)


def _read_into(draft: _Draft, folder: Path) -> None:
    path = shown_path(folder / NAME)
    f, source = open_datafile(theme_text(folder / NAME), path)
    tokens, faces, fonts = f.group("colours"), f.group("type"), f.group("fonts")
    draft.colours.update({name: _modes(tokens.group(name)) for name in tokens.values})
    draft.faces.update({face: faces.text(face) for face in _FACES if faces.has(face)})
    draft.fonts.update({name: file for name in fonts.values if (file := _file(fonts, name, folder))})
    if f.has("logo"):
        draft.logo = _file(f, "logo", folder)
    _read_pillars(f.group("pillars"), draft)
    for group in (tokens, faces, fonts):
        group.finish()
    close_datafile(f, source, path)


def _read_pillars(f: Fields, draft: _Draft) -> None:
    for mode in MODES:
        if not f.has(mode):
            continue
        match = _TONE.fullmatch(f.text(mode))
        if match:
            draft.tones[mode] = (float(match[1]) / 100, float(match[2]))
        else:
            f.complain(mode, "brand.tone", _BAD_TONE.fill(found=f.text(mode)))
    if f.has("hues"):
        draft.hues = [_hue(f, "hues", hue) for hue in f.words("hues")]
    by_id = f.group("by_id")
    draft.hues_by_id.update({name: _hue(by_id, name, by_id.text(name)) for name in by_id.values})
    by_id.finish()
    f.finish()


def _hue(f: Fields, key: str, written: str) -> float:
    if _HUE.fullmatch(written):
        return float(written)
    f.complain(key, "brand.hue", _BAD_HUE.fill(found=written))
    return 0.0


def _pillar_colours(draft: _Draft, pillars: Sequence[str]) -> Mapping[str, Modes]:
    wheel = draft.hues or [0.0]
    # Beyond the hues named, the golden angle keeps neighbours apart.
    hues = {
        name: draft.hues_by_id.get(name, wheel[i % len(wheel)] + 137.5 * (i // len(wheel)))
        for i, name in enumerate(pillars)
    }
    return {name: {mode: hexadecimal(*draft.tones[mode], hue) for mode in MODES} for name, hue in hues.items()}


def _modes(f: Fields) -> Modes:
    f.require(*MODES)
    modes = {}
    for mode in MODES:
        written = f.text(mode)
        match = _OKLCH.fullmatch(written)
        if match:
            modes[mode] = hexadecimal(float(match[1]) / 100, float(match[2]), float(match[3]))
        elif _HEX.fullmatch(written):
            modes[mode] = written.lower()
        else:
            modes[mode] = "#000000"
            if written:
                f.complain(mode, "brand.colour", _BAD_COLOUR.fill(found=written))
    f.finish()
    return modes


def _file(f: Fields, key: str, folder: Path) -> Path | None:
    path = (folder / f.text(key)).resolve()
    if path.is_relative_to(folder.resolve()) and path.is_file():
        return path
    f.complain(key, "brand.file", _NO_FILE.fill(found=f.text(key)))
    return None


def shown_path(path: Path) -> str:
    """Give a theme file's path as a reader knows it: from its `theme/` folder on."""
    parts = path.parts
    place = next((i for i in range(len(parts) - 1, -1, -1) if parts[i] in ("theme", "_theme")), None)
    return path.as_posix() if place is None else "/".join(("theme", *parts[place + 1 :]))


def theme_text(path: Path) -> str:
    """Give the text of a file of the theme; raises EditorialError."""
    try:
        return text_of(path)
    except OSError as error:
        raise EditorialError(_UNREADABLE.fill(why=said_by(error)), shown_path(path)) from None
    except Unreadable as problem:
        raise EditorialError(problem.message, shown_path(path), problem.span) from None


_OKLCH = re.compile(r"(?:oklch\()?(\d{1,3}(?:\.\d+)?)% (\d?\.\d+|0) (\d{1,3}(?:\.\d+)?)\)?")
_TONE = re.compile(r"(\d{1,3}(?:\.\d+)?)% (\d?\.\d+|0)")
_HUE = re.compile(r"\d{1,3}")
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_INCOMPLETE = Phrase("la marque est incomplète : il manque {missing}", "the brand is incomplete: {missing} missing")
_UNREADABLE = Phrase("ce fichier ne se lit pas ({why})", "this file cannot be read ({why})")
_BAD_COLOUR = Phrase(
    "« {found} » n’est pas une couleur : écrivez « 45% 0.21 264 » (OKLCH) ou « #0c3dc9 »",
    "“{found}” is not a colour: write “45% 0.21 264” (OKLCH) or “#0c3dc9”",
)
_BAD_TONE = Phrase(
    "« {found} » n’est pas un ton : écrivez « 50% 0.10 » (clarté, chroma)",
    "“{found}” is not a tone: write “50% 0.10” (lightness, chroma)",
)
_BAD_HUE = Phrase(
    "« {found} » n’est pas une teinte : écrivez un nombre de 0 à 360",
    "“{found}” is not a hue: write a number from 0 to 360",
)
_NO_FILE = Phrase("« {found} » n’est pas un fichier du thème", "“{found}” is not a file of the theme")
