"""Eleventy, from npm, with the configuration and templates in sites/eleventy/."""

from __future__ import annotations

from pathlib import Path

from benchmark.contenders.contender import Contender, installed, lay_out, run_installer

VERSION = "3.1.8"
PACKAGES = (f"@11ty/eleventy@{VERSION}", "markdown-it-footnote@4.0.0")


def contender(folder: Path, tools: Path) -> Contender:
    """Give Eleventy on a corpus; raises BenchFailed where it cannot be installed."""
    modules = installed(tools, "eleventy", PACKAGES, _install) / "node_modules"
    lay_out(folder, "eleventy")
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(modules)
    return Contender(
        name="Eleventy", version=VERSION, folder=folder,
        command=("node", str(modules / "@11ty/eleventy/cmd.cjs"), "--quiet"),
        site=folder / "_site", text=("</header>\n", "<footer"), leaves=("_site",),
    )  # fmt: skip


def _install(folder: Path) -> None:
    (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    run_installer(["npm", "install", "--no-audit", "--no-fund", "--silent", *PACKAGES], folder)
