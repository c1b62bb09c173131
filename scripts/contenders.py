"""Who runs in the bench: Ligne, and stock Pelican with its own Markdown reader in an environment of its own."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from corpus import PER_PAGE
from drafts import AT
from environment import ROOT, Environment
from measure import BenchFailed

MARKDOWN = "markdown==3.11.3"
"""The reader's extra: stock Pelican needs it, Ligne does not, so it stands in no requirements file."""


@dataclass(frozen=True)
class Contender:
    """Somebody who builds one corpus: by a command run in a folder, into `site`."""

    name: str
    version: str
    folder: Path
    command: tuple[str, ...]
    site: Path
    made: tuple[Path, ...]
    """All that a run leaves behind."""
    extra: frozenset[str] = frozenset()
    """First parts of the paths of pages that only this one has."""

    def forget(self, but: str = "") -> None:
        """Take away all that runs left behind, so that the next is a cold one; `but` keeps one folder of the site."""
        for path in self.site.iterdir() if but else self.made:
            if path.is_file():
                path.unlink()
            elif path.name != but:
                shutil.rmtree(path, ignore_errors=True)


def ligne(folder: Path) -> Contender:
    """Give Ligne on a corpus; its charter, its letters and its page for missing addresses are its own."""
    return Contender(
        name="Ligne", version=_version(Environment(ROOT).python, "ligne"), folder=folder,
        command=(*ligne_command(), "build", "--site", ".", "--at", AT.isoformat(), "--format", "json"),
        site=folder / "output/site", made=(folder / "output", folder / ".ligne"),
        extra=frozenset({"404.html", "charte", "lettre"}),
    )  # fmt: skip


def ligne_command() -> tuple[str, ...]:
    """Give the words that start the command of this checkout."""
    return (str(Environment(ROOT).program("ligne")),)


def stock(folder: Path, environments: Path) -> Contender:
    """Give stock Pelican on a corpus, with its "simple" theme; raises BenchFailed where it cannot be installed."""
    python = _stock_python(environments)
    (folder / "theme").mkdir(exist_ok=True)
    (folder / "theme/archives.html").write_text(_FRONT_PAGE, encoding="utf-8")
    (folder / "pelicanconf.py").write_text(_SETTINGS, encoding="utf-8")
    return Contender(
        name="stock Pelican", version=_version(python, "pelican"), folder=folder,
        command=(str(python), "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", "output", "--fatal", "errors"),
        site=folder / "output", made=(folder / "output", folder / "cache", folder / "__pycache__"),
    )  # fmt: skip


def _stock_python(environments: Path) -> Path:
    """Give the interpreter of an environment with Pelican as Ligne pins it, and Python-Markdown."""
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pins = "\n".join(re.findall(r"^([A-Za-z0-9_.-]+==[^\s;\\]+)", locked, re.MULTILINE)) + "\n"
    key = hashlib.sha256(f"{pins}{MARKDOWN}{sys.version}".encode()).hexdigest()[:12]
    folder = environments / f"stock-{key}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    ready = folder / "ready"
    if not ready.exists():
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        (folder / "pins.txt").write_text(pins, encoding="utf-8")
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run(
            [*install, "--constraint", str(folder / "pins.txt"), "pelican", MARKDOWN],
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise BenchFailed(f"{MARKDOWN} and pelican could not be installed:\n{done.stderr.strip()}")
        ready.touch()
    return python


def _version(python: Path, package: str) -> str:
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    done = subprocess.run([str(python), "-c", code], capture_output=True, encoding="utf-8", check=False)
    return done.stdout.strip() or "?"


_FRONT_PAGE = """\
{% extends "!simple/base.html" %}
{% block content %}
  {% for article in articles[:17] %}
    <article>
      <h2><a href="{{ SITEURL }}/{{ article.url }}">{{ article.title }}</a></h2>
      <p>{{ article.locale_date }}, {{ article.category }}</p>
      {{ article.summary }}
    </article>
  {% endfor %}
{% endblock %}
"""
"""The simple theme has no front page apart from the list of all articles, which stands under /archives/ here."""

_SETTINGS = f"""\
SITENAME = "Le Banc"
SITEURL = "https://banc.example"
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
PATH = "content"
PAGE_PATHS = ["pages"]
STATIC_PATHS = []
THEME = "simple"
THEME_TEMPLATES_OVERRIDES = ["theme"]
PLUGINS = []

ARTICLE_URL, ARTICLE_SAVE_AS = "{{slug}}/", "{{slug}}/index.html"
PAGE_URL, PAGE_SAVE_AS = "{{slug}}/", "{{slug}}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "pilier/{{slug}}/", "pilier/{{slug}}/index.html"
TAG_URL, TAG_SAVE_AS = "tag/{{slug}}/", "tag/{{slug}}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "auteur/{{slug}}/", "auteur/{{slug}}/index.html"

DIRECT_TEMPLATES = ["index", "archives"]
INDEX_SAVE_AS, ARCHIVES_SAVE_AS = "archives/index.html", "index.html"
DEFAULT_PAGINATION = {PER_PAGE}
PAGINATION_PATTERNS = [
    (1, "{{url}}", "{{save_as}}"),
    (2, "{{base_name}}/page/{{number}}/", "{{base_name}}/page/{{number}}/index.html"),
]

FEED_DOMAIN = SITEURL
FEED_ALL_ATOM, FEED_ALL_RSS = "feeds/atom.xml", "feeds/rss.xml"
FEED_MAX_ITEMS, RSS_FEED_SUMMARY_ONLY = 30, False
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
"""
