"""Pelican's settings of a site, read without what importing Pelican does to its host.

Importing it swaps the root logger's class, reading settings sets the locale, adds a module and leaves bytecode beside
the site's files: all of that is put back.
"""

from __future__ import annotations

import locale
import logging
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module, invalidate_caches
from importlib.util import find_spec, module_from_spec
from os.path import lexists
from pathlib import Path
from pkgutil import extend_path
from types import ModuleType
from typing import Any

from channels.blog.declared import OWN_PATTERNS, Declared, declaring
from channels.shipped import shipped_settings_file
from editorial.errors import EditorialError
from editorial.finding import Phrase, Span
from editorial.piece import digest_of
from editorial.plain_file import NOT_A_FILE

NAME = "pelicanconf.py"
_MODULES = ("pelicanconf", "_pelicanconf")
"""What Pelican calls the settings it has read, by their file's name: a site's own, the packaged ones."""
_BESIDE: set[str] = set()
"""The modules of a site that its pelicanconf.py imported when it was last read."""
Settings = dict[str, Any]
NO_FEEDS: Mapping[str, None] = dict.fromkeys(
    f"{of}FEED_{kind}{suffix}"
    for of in ("", "CATEGORY_", "AUTHOR_", "TAG_", "TRANSLATION_")
    for kind in ("ATOM", "RSS", *(() if of else ("ALL_ATOM", "ALL_RSS")))
    for suffix in ("", "_URL")
)
"""Every setting that names a feed: a theme links to each that is set, and we write two a language."""


def settings_file(root: Path) -> Path:
    """Give the pelicanconf.py of a site: its own, else the shipped one; raises EditorialError where it is no file."""
    own = root / NAME
    if lexists(own) and not own.is_file():
        raise EditorialError(NOT_A_FILE, NAME)
    return own if own.is_file() else shipped_settings_file()


def read_settings(site: Declared) -> Settings:
    """Give Pelican's settings for a site; raises EditorialError when its pelicanconf.py fails."""
    path = settings_file(site.root)
    # Neither the feeds nor the time zone are the file's to say, and Pelican warns of what it finds wrong in them.
    override: Settings = {"LOCALE": ["C"], "TIMEZONE": site.view.site.calendar.zone.key, **NO_FEEDS}
    if not (site.root / "content").is_dir():
        # Nothing is written yet, and git keeps no empty folder; Pelican wants one.
        override["PATH"] = str(site.root)
    with contained(), _beside(site.root), declaring(site):
        from pelican.settings import DEFAULT_CONFIG
        from pelican.settings import read_settings as read_pelican_settings

        try:
            settings: Settings = read_pelican_settings(str(path), override=override)
        except EditorialError:
            raise
        except (Exception, SystemExit) as error:  # noqa: BLE001 (the team's own code: it can raise anything)
            why = f"{type(error).__name__}: {error}"
            raise EditorialError(_FAILS.fill(why=why), NAME, _line(error, path)) from None
    settings.update(addresses(site))
    # Pelican's own default is English; a language that the site is not written in has no page to show.
    settings["DEFAULT_LANG"] = site.view.addresses.lang
    stated = {"SITENAME": site.view.addresses.name, "SITEURL": site.view.addresses.base_url}
    settings.update((key, value) for key, value in stated.items() if settings[key] == DEFAULT_CONFIG[key])
    settings["FEED_DOMAIN"] = settings["FEED_DOMAIN"] or settings["SITEURL"]
    return settings


def digest_of_settings(settings: Settings, root: Path) -> str:
    """Give the digest of what a site's own settings come to: their plain values, and the modules of the site's."""
    plain = {name: value for name, value in settings.items() if name.isupper() and _is_plain(value)}
    modules = {str(file) for module in [*sys.modules.values()] if (file := getattr(module, "__file__", None))}
    own = sorted(file for file in modules if Path(file).is_relative_to(root) and "site-packages" not in file)
    said = repr(sorted(plain.items())).replace(str(root), "").replace(sys.prefix, "")
    return digest_of(settings_file(root).read_bytes(), said, *(Path(file).read_bytes() for file in own))


def _is_plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(_is_plain(part) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple):
        return all(_is_plain(part) for part in value)
    return isinstance(value, str | int | float | None)


def addresses(site: Declared, lang: str = "") -> Settings:
    """Give the settings that say where pages stand: channels/blog.yaml decides them, whatever pelicanconf.py says."""
    found: Settings = {"PAGINATION_PATTERNS": _patterns()}
    kinds = (("ARTICLE", "article"), ("PAGE", "page"), ("CATEGORY", "pillar"), ("TAG", "tag"), ("AUTHOR", "author"))
    for name, kind in kinds:
        found[f"{name}_URL"], found[f"{name}_SAVE_AS"] = site.address(kind, lang)
    for name, kind in (("INDEX", "index"), ("ARCHIVES", "archive")):
        found[f"{name}_URL"], found[f"{name}_SAVE_AS"] = site.address(kind, lang)
    written = {f"FEED_{kind.upper()}": site.view.addresses.feed(kind, lang)[1:] for kind in ("atom", "rss")}
    found |= {**NO_FEEDS, **written}
    if lang:
        found["DEFAULT_LANG"] = lang.lower()
    return found


def in_language(site: Declared, settings: Settings, lang: str) -> Settings:
    """Give what a language other than the site's own has instead of its settings."""
    own = site.view.addresses
    is_declared = settings.get("SITESUBTITLE") == own.tagline(own.lang)
    return addresses(site, lang) | ({"SITESUBTITLE": own.tagline(lang)} if is_declared else {})


@contextmanager
def contained() -> Iterator[None]:
    """Put back what Pelican changes in the process that lets it in."""
    _let_in()
    root, logger_class = logging.getLogger(), logging.getLoggerClass()
    root_class, language = root.__class__, locale.setlocale(locale.LC_ALL)  # noqa: TID251
    writes_bytecode, modules = sys.dont_write_bytecode, {name: sys.modules.get(name) for name in _MODULES}
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        root.__class__ = root_class
        logging.setLoggerClass(logger_class)
        locale.setlocale(locale.LC_ALL, language)  # noqa: TID251
        sys.dont_write_bytecode = writes_bytecode
        for name, module in modules.items():
            sys.modules.pop(name, None)
            if module is not None:
                sys.modules[name] = module


@contextmanager
def _beside(root: Path) -> Iterator[None]:
    """Let a pelicanconf.py import what lies beside it, as it is now; `python -m pelican` in its folder does.

    The folder comes last: the `channels/` and `editorial/` of a site are data, and hide nothing.
    """
    for name in _BESIDE:
        sys.modules.pop(name, None)
    _BESIDE.clear()
    invalidate_caches()
    before = set(sys.modules)
    sys.path.append(str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))
        engine = __name__.partition(".")[0], digest_of.__module__.partition(".")[0]
        new = {name for name in sys.modules if name not in before and name.partition(".")[0] not in engine}
        _BESIDE.update(name for name in new if _lies_in(root, sys.modules[name]))


def _lies_in(root: Path, module: ModuleType) -> bool:
    places = [getattr(module, "__file__", None) or "", *getattr(module, "__path__", ())]
    return any(place and Path(place).is_relative_to(root) and "site-packages" not in place for place in places)


def _let_in() -> None:
    """Have `import pelican.contents` import that module alone, and the rest when a name of `pelican` is asked for.

    Its package begins with docutils, a server and plugins, two thirds of the whole: a page of ours needs none of them.
    """
    spec = None if "pelican" in sys.modules else find_spec("pelican")
    if spec is None or spec.loader is None:
        return
    package, loader = module_from_spec(spec), spec.loader

    def named(name: str) -> object:
        # `pelican.signals` is an old module that only refuses; the name is of the package itself.
        if name != "signals" and find_spec(f"pelican.{name}"):
            return import_module(f"pelican.{name}")
        del package.__getattr__
        with contained():
            loader.exec_module(package)
        return getattr(package, name)

    # As the package itself does: plugins may be installed elsewhere.
    package.__path__ = extend_path(package.__path__, "pelican")
    package.__getattr__ = named  # type: ignore[method-assign]
    sys.modules["pelican"] = package


def _patterns() -> list[Any]:
    from pelican.paginator import PaginationRule

    return [PaginationRule(*pattern) for pattern in OWN_PATTERNS]


def _line(error: BaseException, path: Path) -> Span:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else lines[-1] if lines else None
    return Span(line or 1, 1, 2)


_FAILS = Phrase("ces réglages de Pelican échouent : {why}", "these Pelican settings fail: {why}")
