"""The key of each page: the digest of exactly what the page shows, so that it stays as long as that does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from channels.blog.declared import Declared
from channels.blog.front import front_of
from channels.blog.needs import WHOLE, Needs
from channels.blog.routes import LISTS, TEMPLATES, Route
from channels.channel import ENGINE
from channels.installed import version_of
from editorial.gist import leads_of
from editorial.piece import Kind, Piece, digest_of

if TYPE_CHECKING:
    from channels.picture import Photo

_APART = "\x1f"


class Keys:
    """Makes the keys of a site's pages; `settings` is the digest of what Pelican and the site's settings bring."""

    def __init__(self, site: Declared, needs: Needs, settings: str):
        self._site, self._view, self._needs = site, site.view, needs
        self._settings = settings
        self._bases: dict[tuple[str, str], str] = {}
        self._pieces = {appearance.piece.id: appearance.piece for appearance in self._view.plan.live}
        self._pieces.update((page.id, page) for page in self._view.plan.pages)

    def is_shown_elsewhere(self, piece: Piece) -> bool:
        """Say whether more than its page, its translations', those of the house and feeds may show a text in full."""
        needs = {template: self._needs.of(template) for template in TEMPLATES}
        own = {template: need for template, need in needs.items() if not need.is_ours}
        is_near = piece.kind is Kind.PAGE or piece in self._view.newest(piece.lang)
        return bool(own) and (is_near or any(template in LISTS or WHOLE in own[template].fragments for template in own))

    def page(self, route: Route) -> str:
        """Give the key of a page."""
        base = self.base(route.template, route.lang)
        if route.template == "article":
            return digest_of(base, self._shown(self._pieces[route.subject], "article.html"))
        if route.template == "page":
            piece = self._pieces[route.subject]
            more = [] if self._needs.of("page.html").is_ours else [str(self._view.instant(piece)), *self._others(piece)]
            return digest_of(base, self.text(piece), *more, *self._versions(piece))
        if not route.pieces:
            return digest_of(base, route.path)
        if self._needs.of(f"{route.template}.html").is_ours:
            faces = [self._faces[piece] for piece in route.pieces]
        else:
            faces = [self._shown(self._pieces[piece], f"{route.template}.html") for piece in route.pieces]
        place = f"{route.path} {route.subject} {route.number} {route.total} {route.pages}"
        return digest_of(base, _APART.join([place, *faces]))

    def simple(self, template: str, lang: str, *shown: str) -> str:
        """Give the key of a file that shows a few words of its own, and the site's name and address."""
        need = self._needs.of(template)
        said = [self._fragment(name, lang) for name in sorted(need.fragments)]
        return digest_of(self._plain, need.digest, *said, *shown)

    def feed(self, kind: str, lang: str, pieces: Iterable[Piece]) -> str:
        """Give the key of a feed: its pieces in full."""
        charter = self._view.charter
        named = repr((charter.pillars, charter.people, charter.is_html_trusted, charter.typography("blog")))
        shown = (self.text(piece) + self.face(piece) for piece in pieces)
        return digest_of(self._plain, self._settings, named, lang, kind, *shown)

    def article(self, piece: Piece) -> str:
        """Give all that the page of an article shows beyond what stands around every page."""
        around = self._view.around(piece)
        newer, older = around.beside(piece)
        parts = [self.text(piece), self.face(piece)]
        parts += [self.face(other) for other in around.related(piece)]
        parts += [self._name(newer) if newer else "", self._name(older) if older else ""]
        parts += [self._name(episode) for episode in around.series(piece)]
        parts += self._versions(piece)
        parts += [f"{post.id} {post.url}" for post in self._view.also_on(piece)]
        return _APART.join(parts)

    def _shown(self, piece: Piece, template: str) -> str:
        """Give all that a template may show of an article; one of the site's own, its translations in full."""
        more = [] if self._needs.of(template).is_ours else self._others(piece)
        return _APART.join([self.article(piece), *more])

    def text(self, piece: Piece) -> str:
        """Give all that the text of a piece shows: its file, where its links lead, and its pictures."""
        urls = self._view.urls
        parts = [piece.digest, self._photo(piece)]
        parts += [urls.get(lead.path, "") for lead in leads_of(piece)]
        parts += [_of_photo(self._view.pictures.found(piece, image.url)) for image in self._view.pictures.images(piece)]
        return _APART.join(parts)

    def face(self, piece: Piece) -> str:
        """Give what every list shows of a piece."""
        return self._faces[piece.id]

    @cached_property
    def _faces(self) -> Mapping[str, str]:
        """What every list shows of each live piece, by id."""
        return _Faces(self._face)

    def _face(self, piece_id: str) -> str:
        piece = self._pieces[piece_id]
        image = piece.image
        shown = f"{image.alt}\x1f{image.caption}\x1f{image.credit}\x1f{image.focus}" if image else ""
        # The zone is in the frame of the page: an instant is the same wherever it is read.
        when = self._view.instants[piece_id].isoformat()
        words = piece.standfirst or piece.digest
        url, photo = self._view.urls[piece.path], self._photo(piece)
        return digest_of(_APART.join((piece.title, words, url, piece.lang, piece.pillar, when, shown, photo)))

    def _name(self, piece: Piece) -> str:
        return f"{piece.title}\x1f{self._view.urls[piece.path]}"

    def _versions(self, piece: Piece) -> list[str]:
        return [f"{self._name(other)} {other.lang}" for other in self._view.translations(piece) if other.id != piece.id]

    def _others(self, piece: Piece) -> list[str]:
        return [self.text(other) for other in self._view.translations(piece) if other.id != piece.id]

    def _photo(self, piece: Piece) -> str:
        return _of_photo(self._view.pictures.photo(piece)) if piece.image else ""

    def is_ours(self, template: str) -> bool:
        """Say whether all that the pages of a template are made of is shipped."""
        return self._needs.of(_file_of(template)).is_ours

    def base(self, template: str, lang: str) -> str:
        """Give the digest of what all pages of one template and language show."""
        if (template, lang) not in self._bases:
            need = self._needs.of(_file_of(template))
            shown = [self._fragment(name, lang) for name in sorted(need.fragments)]
            if not need.is_ours:
                # What is given to it as pieces, not as values, it may show in full.
                shown += [self.text(page) for page in self._view.pages(lang)]
                shown += [self.article(piece) for piece in self._view.newest(lang)]
            self._bases[template, lang] = digest_of(self._frame(lang), need.digest, *shown)
        return self._bases[template, lang]

    def _frame(self, lang: str) -> str:
        """Give the digest of what stands around every page."""
        view, charter = self._view, self._view.charter
        return digest_of(
            self._plain,
            self._settings,
            lang,
            self._site.look.words_digest,
            repr(
                (charter.pillars, charter.people, charter.is_html_trusted, charter.typography("blog"), view.publisher)
            ),
            repr((view.languages, view.has_letters, view.letter_languages, view.pillars(lang))),
            repr([self._name(page) for page in view.pages(lang)]),
        )

    @cached_property
    def _plain(self) -> str:
        """The digest of what nothing is made without: the engine, and the site's name and addresses."""
        zone = str(self._view.site.calendar.zone)
        makers = [version_of(name) for name in ("jinja2", "markupsafe", "nh3", "pyromark")]
        return digest_of(ENGINE, *makers, str(self._site.is_preview), repr(self._view.addresses), zone)

    def _fragment(self, name: str, lang: str) -> str:
        """Give the digest of one thing of the site that a template asks for."""
        if name == WHOLE:
            return self.whole
        makers: Mapping[str, Callable[[str], str]] = {
            "front": lambda lang: repr(front_of(self._view, lang)),
            "letters": lambda _: repr(self._view.letters),
            "charter": lambda _: self._view.charter.source.text,
            "newest": lambda lang: digest_of(*(self.face(piece) for piece in self._view.newest(lang))),
            "brand": lambda _: self._site.look.brand.css(),
        }
        return makers[name](lang)

    @cached_property
    def whole(self) -> str:
        """The digest of all that any page can show, for themes whose needs cannot be known."""
        view = self._view
        return digest_of(
            ENGINE,
            view.charter.source.text,
            str(view.site.calendar.zone),
            repr(view.addresses),
            self._site.look.digest("templates"),
            str(self._site.is_preview),
            *(self.text(a.piece) + self.face(a.piece) for a in view.plan.live),
            repr([view.also_on(a.piece) for a in view.plan.live]),
            *(self.text(page) + self._name(page) for page in view.plan.pages),
            repr(view.letters),
        )


class _Faces(dict[str, str]):
    """What lists show of each piece, found when it is first asked for."""

    def __init__(self, face_of: Callable[[str], str]):
        super().__init__()
        self._face_of = face_of

    def __missing__(self, piece_id: str) -> str:
        face = self[piece_id] = self._face_of(piece_id)
        return face


def _of_photo(photo: Photo | None) -> str:
    """Give what a page shows of a photo: its sizes are named after the file it was found in, whatever led there."""
    return f"{photo.digest} {photo.path.stem}" if photo else ""


def _file_of(template: str) -> str:
    return template if "." in template else f"{template}.html"
