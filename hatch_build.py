"""Puts the shipped looks into the wheel, and only there.

Hatchling's own `force-include` copies them into an editable install too, where a `channels/` folder without
`__init__.py` in site-packages hides the real package.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = {"theme": "channels/_theme", "pelicanconf.py": "channels/_pelicanconf.py"}


class ShippedLooks(BuildHookInterface[Any]):
    """Adds the theme and the Pelican settings that a site without its own falls back on."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name what the wheel carries beside the two packages; an editable install carries nothing."""
        if version != "editable":
            build_data["force_include"].update(SHIPPED)
