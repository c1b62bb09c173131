"""What a pelicanconf.py declares: the site's name, addresses and template names, in Pelican's words.

A build of ours hands the site it works on to the file it executes; under Pelican itself the file finds its own site
and the plan of the present instant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from channels.addresses import read_addresses
from channels.blog.front import Front, front_of
from channels.blog.parts import Parts
from channels.blog.pictures import Pictures, Shown, figure, picture, square
from channels.blog.structured import list_data, piece_data, site_data
from channels.blog.view import View
from channels.ledger.snapshot import read_posted
from channels.templates import FILTERS, Look, read_look
from editorial.errors import EditorialError
from editorial.folder import find_site
from editorial.scan import CONTENT
from editorial.site import read_site
from editorial.typography import set_text

OWN_PATTERNS = [(1, "{url}", "{save_as}"), (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html")]
LANGUAGE_NAMES: Mapping[str, str] = {
    "fr": "Français", "en": "English", "de": "Deutsch", "es": "Español", "it": "Italiano", "pt": "Português",
    "nl": "Nederlands",
}  # fmt: skip


@dataclass(frozen=True)
class Declared:
    """A site as a pelicanconf.py sees it."""

    view: View
    look: Look
    is_preview: bool = False

    @property
    def root(self) -> Path:
        """The site's folder."""
        return self.view.site.root.resolve()

    @property
    def content(self) -> str:
        """The folder of the pieces."""
        return str(self.root / CONTENT)

    @property
    def theme(self) -> str:
        """The shipped theme's folder, which Pelican falls back to."""
        return str(self.look.folders[-1])

    @property
    def own_templates(self) -> list[str]:
        """The folders of the templates that stand before the theme's."""
        return [str(folder / "templates") for folder in self.look.folders[:-1]]

    @property
    def is_plain(self) -> bool:
        """Say whether Pelican itself reads the pieces; a build of ours reads none through it."""
        return _CURRENT.get() is not self

    @property
    def photos(self) -> list[str]:
        """The photos of what is live, relative to the pieces' folder: no other file of it may be copied.

        A build of ours has none copied by Pelican.
        """
        if not self.is_plain:
            return []
        content, found = Path(self.content).resolve(), set()
        shown = (*(appearance.piece for appearance in self.view.plan.live), *self.view.plan.pages)
        for piece in shown:
            lead = [piece.image.src] if piece.image else []
            for src in (*lead, *(image.url for image in self.view.pictures.images(piece))):
                path = self.view.site.locate_image(piece, src)
                if path is not None:
                    found.add(path.relative_to(content).as_posix())
        return sorted(found)

    def address(self, kind: str, lang: str = "") -> tuple[str, str]:
        """Give a kind of page's URL and file in Pelican's patterns, from channels/blog.yaml: the one place they are."""
        url = (f"{lang}/" if lang else "") + self.view.addresses.patterns[kind]
        return url, f"{url}index.html"

    @property
    def filters(self) -> Mapping[str, Callable[..., object]]:
        """The house's Jinja filters: a title is set as the texts of the blog are."""
        typography = self.view.charter.typography("blog")
        return {**FILTERS, "typeset": lambda text, lang: set_text(text, lang, typography)}

    @property
    def environment(self) -> Mapping[str, object]:
        """How templates are read: strictly, with every value escaped."""
        strict = {"undefined": jinja2.StrictUndefined, "autoescape": True}
        return {"trim_blocks": True, "lstrip_blocks": True, "extensions": [], **strict}

    @cached_property
    def names(self) -> Mapping[str, Any]:
        """The names every template can use."""
        return {
            **Parts(self.look.environment("templates")).names,
            "site": self,
            "view": self.view,
            "say": self.look.say,
            "brand": self.look.brand,
            "is_preview": self.is_preview,
            "language_names": LANGUAGE_NAMES,
            "front": self._front,
            "canonical": self._canonical,
            "picture": _picture,
            "square": _square,
            "figure": _figure,
            "piece_data": lambda piece, detail: piece_data(self.view, piece, detail),
            "list_data": lambda lang, subject: list_data(self.view, lang, subject),
            "site_data": lambda lang: site_data(self.view, lang),
        }

    def _front(self, lang: str) -> Front:
        return front_of(self.view, lang)

    def _canonical(self, output_file: str) -> str:
        return self.view.addresses.absolute("/" + output_file.removesuffix("index.html"))


_CURRENT: ContextVar[Declared | None] = ContextVar("declared", default=None)


@contextmanager
def declaring(site: Declared) -> Iterator[None]:
    """Make `site` the one that a pelicanconf.py executed meanwhile declares."""
    token = _CURRENT.set(site)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def declared(settings_file: str) -> Declared:
    """Give the site a pelicanconf.py is for: the one being built, the one it lies in, or the current folder's."""
    current = _CURRENT.get()
    if current is not None:
        return current
    from editorial.desk import decide

    try:
        root = find_site(Path(settings_file).parent)
    except EditorialError:
        root = find_site(Path.cwd())
    site = read_site(root)
    now = datetime.now(UTC)  # noqa: TID251 (Pelican runs by the clock; a build of ours never comes here)
    look = read_look(root, [pillar.id for pillar in site.charter.pillars])
    pictures = Pictures(site, is_plain=True)
    posted = partial(read_posted, root)
    view = View(site, decide(site, now).plan, read_addresses(root, site.charter), pictures, posted)
    found = Declared(view, look)
    # Parts are rendered in our own environment, whatever Pelican's is.
    environment = look.environment("templates")
    environment.globals.update(found.names)
    environment.filters.update(found.filters)
    return found


def _picture(shown: Shown, root: str, sizes: str, *, is_eager: bool = False, is_focused: bool = False) -> Markup:
    made = picture(shown, root, sizes, is_eager=is_eager, is_focused=is_focused)
    return Markup(made)  # noqa: S704 (its words are escaped where it is made)


def _square(shown: Shown, root: str) -> Markup:
    return Markup(square(shown, root))  # noqa: S704


def _figure(image: Markup, caption: str, credit: str) -> Markup:
    return Markup(figure(image, caption, credit))  # noqa: S704
