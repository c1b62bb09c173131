"""What comes with the engine: its theme and its Pelican settings, in the installed package or in the repository."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped_theme() -> Path:
    """Give the theme that comes with the engine."""
    packaged = _PACKAGE / "_theme"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "theme"


def shipped_settings_file() -> Path:
    """Give the pelicanconf.py that comes with the engine."""
    packaged = _PACKAGE / "_pelicanconf.py"
    return packaged if packaged.is_file() else _PACKAGE.parent / "pelicanconf.py"
