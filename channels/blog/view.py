"""What the blog's pages show, taken from the plan: teasers, an article's surroundings, the lists.

Nothing here reads the site's pieces but through the plan: what is not live at its instant cannot be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from channels.addresses import Addresses
from channels.blog.neighbours import Neighbours
from channels.blog.pictures import Pictures
from channels.blog.values import Detail, Letter, Named, Teaser
from channels.html import excerpt
from editorial.edition import Edition
from editorial.gist import minutes_in, words_of
from editorial.piece import Piece
from editorial.plan import Plan
from editorial.site import Site

_EXCERPT_CHARS = 220
_NEWEST = 5
_LONG_AGO = date(1970, 1, 1)


class View:
    """The blog at one instant, seen piece by piece."""

    def __init__(
        self,
        site: Site,
        plan: Plan,
        addresses: Addresses,
        pictures: Pictures,
        posted: Callable[[], Mapping[str, Mapping[str, str]]] = dict,
    ):
        self.site, self.plan, self.addresses, self.pictures = site, plan, addresses, pictures
        self._read_posted = posted
        self.charter = site.charter
        self._paths = {piece.path: piece for piece in plan.pages}
        self._paths.update((appearance.piece.path, appearance.piece) for appearance in plan.live)
        self.urls = {path: addresses.piece(piece) for path, piece in self._paths.items()}
        """Where each piece shown stands, by the path of its file."""
        self._teasers: dict[str, Teaser] = {}
        self._lists: dict[tuple[str, str], Mapping[str, Sequence[Piece]]] = {}
        self.instants = {appearance.piece.id: appearance.instant for appearance in plan.live}
        """When each piece on the blog went live, by id."""
        self._pillars: dict[tuple[str, str], Named | None] = {}
        self._tags: dict[tuple[str, str], Named] = {}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that have something to show, the site's own first."""
        used = {piece.lang for piece in (*(a.piece for a in self.plan.live), *self.plan.pages)}
        first = [self.addresses.lang, *(lang for lang in self.charter.languages if lang in used)]
        return tuple(dict.fromkeys([*first, *sorted(used)]))

    @cached_property
    def live(self) -> Mapping[str, tuple[Piece, ...]]:
        """The live pieces by language, newest first."""
        found: dict[str, list[Piece]] = {lang: [] for lang in self.languages}
        for appearance in self.plan.live:
            found[appearance.piece.lang].append(appearance.piece)
        return {lang: tuple(pieces) for lang, pieces in found.items()}

    def lists(self, kind: str, lang: str) -> Mapping[str, Sequence[Piece]]:
        """Give the live pieces of each pillar (`category`), `tag` or `author` that has some, newest first.

        Pillars and authors stand in the charter's order; two spellings of one tag's address are one tag.
        """
        if (kind, lang) not in self._lists:
            sort = {"category": self._by_pillar, "tag": self._by_tag, "author": self._by_author}[kind]
            self._lists[kind, lang] = {name: tuple(pieces) for name, pieces in sort(lang).items() if pieces}
        return self._lists[kind, lang]

    def _by_pillar(self, lang: str) -> Mapping[str, list[Piece]]:
        found: dict[str, list[Piece]] = {pillar.id: [] for pillar in self.charter.pillars}
        for piece in self.live[lang]:
            found.setdefault(piece.pillar, []).append(piece)
        return found

    def _by_tag(self, lang: str) -> Mapping[str, list[Piece]]:
        names: dict[str, str] = {}
        found: dict[str, list[Piece]] = {}
        for piece in self.live[lang]:
            for tag in self.tags(piece):
                found.setdefault(names.setdefault(tag.url, tag.name), []).append(piece)
        return dict(sorted(found.items()))

    def _by_author(self, lang: str) -> Mapping[str, list[Piece]]:
        found: dict[str, list[Piece]] = {person.id: [] for person in self.charter.people}
        for piece in self.live[lang]:
            for author in dict.fromkeys(piece.authors):
                found.setdefault(author, []).append(piece)
        return found

    def newest(self, lang: str) -> Sequence[Piece]:
        """Give the newest pieces of a language, as many as a reader who has lost the way may want."""
        return self.live[lang][:_NEWEST]

    def pillars(self, lang: str) -> Sequence[Named]:
        """Give the pillars that have something in a language, in the charter's order."""
        return [pillar for key in self.lists("category", lang) if (pillar := self.pillar(key, lang))]

    def pages(self, lang: str) -> Sequence[Piece]:
        """Give the static pages of a language."""
        return [page for page in self.plan.pages if page.lang == lang]

    @property
    def publisher(self) -> str:
        """Who publishes the site, by the charter's legal notices."""
        return self.charter.legal.publisher

    @cached_property
    def has_letters(self) -> bool:
        """Whether a newsletter edition is out, in whatever language."""
        return bool(self.letter_languages)

    @cached_property
    def letter_languages(self) -> tuple[str, ...]:
        """The languages in which newsletter editions are out, in the order of the site's."""
        used = {edition.lang for edition in self._editions}
        return tuple(dict.fromkeys([*(lang for lang in self.languages if lang in used), *sorted(used)]))

    def instant(self, piece: Piece) -> datetime:
        """Give when a piece went live, in the site's zone; a page without a date goes by its last change."""
        found = self.instants.get(piece.id) or piece.date
        return self.site.calendar.local(found) if found else self.beginning(piece.updated)

    def beginning(self, day: date | None = None) -> datetime:
        """Give a day's first minute in the site's zone; without a day, that of the charter's first."""
        return datetime.combine(day or self.charter.effective or _LONG_AGO, time(), self.site.calendar.zone)

    def shown(self, path: str) -> Piece | None:
        """Give the piece of a file of the site if it is live, in the version to show."""
        return self._paths.get(path)

    def linked(self, piece: Piece, url: str) -> Piece | None:
        """Give the live piece that a link of a piece means, or None."""
        path = url.partition("#")[0]
        return self._paths.get(_joined(piece.path, path)) if path and not path.startswith("/") else None

    def target(self, piece: Piece, url: str) -> str | None:
        """Give the path that a link of a piece leads to inside the site, or None where nothing live stands there."""
        path, mark, anchor = url.partition("#")
        if path.startswith("/") or not path:
            return url
        found = self.linked(piece, url)
        return self.urls[found.path] + mark + anchor if found else None

    def pillar(self, pillar_id: str, lang: str) -> Named | None:
        """Give a pillar with its page, or None where the charter has no such pillar."""
        if (pillar_id, lang) not in self._pillars:
            pillar = self.charter.pillar(pillar_id)
            named = Named(pillar.name(lang), self.addresses.pillar(pillar_id, lang), pillar_id) if pillar else None
            self._pillars[pillar_id, lang] = named
        return self._pillars[pillar_id, lang]

    def about(self, pillar_id: str, lang: str) -> str:
        """Give what the charter says of a pillar."""
        pillar = self.charter.pillar(pillar_id)
        return pillar.description(lang) if pillar else ""

    def author(self, person_id: str, lang: str) -> Named:
        """Give a signature with its page."""
        person = self.charter.person(person_id)
        return Named(person.name if person else person_id, self.addresses.author(person_id, lang), person_id)

    def tag(self, tag: str, lang: str = "") -> Named:
        """Give a tag with its page."""
        if (tag, lang) not in self._tags:
            self._tags[tag, lang] = Named(tag, self.addresses.tag(tag, lang))
        return self._tags[tag, lang]

    def tags(self, piece: Piece) -> tuple[Named, ...]:
        """Give a piece's tags, each address once; `.` and `..` would leave the folder of tags."""
        named = (self.tag(tag, piece.lang) for tag in piece.tags if tag not in (".", ".."))
        return tuple({tag.url: tag for tag in named}.values())

    def teaser(self, piece: Piece) -> Teaser:
        """Give a piece as a list shows it."""
        if piece.id not in self._teasers:
            self._teasers[piece.id] = Teaser(
                piece.id,
                piece.title,
                self.standfirst(piece),
                self.urls[piece.path],
                piece.lang,
                self.pillar(piece.pillar, piece.lang),
                self.instant(piece),
                self.pictures.lead(piece),
            )
        return self._teasers[piece.id]

    def teasers(self, articles: Iterable[Any]) -> list[Teaser]:
        """Give the teasers of some of Pelican's articles."""
        return [self.teaser(article.piece) for article in articles]

    def standfirst(self, piece: Piece) -> str:
        """Give a piece's standfirst, else the beginning of its text."""
        return piece.standfirst or excerpt(piece, _EXCERPT_CHARS)

    def around(self, piece: Piece) -> Neighbours:
        """Give what stands around the pieces of a piece's language."""
        return self.neighbours[piece.lang]

    def detail(self, piece: Piece) -> Detail:
        """Give a piece with all that surrounds it on its own page."""
        around = self.around(piece)
        newer, older = around.beside(piece)
        return Detail(
            teaser=self.teaser(piece),
            authors=tuple(self.author(author, piece.lang) for author in dict.fromkeys(piece.authors)),
            tags=self.tags(piece),
            minutes=self.minutes(piece),
            updated=self.updated(piece),
            corrections=piece.corrections,
            series=piece.series,
            episodes=tuple(self._named(episode) for episode in around.series(piece)),
            translations=self.versions(piece),
            related=tuple(self.teaser(other) for other in around.related(piece)),
            newer=self._named(newer) if newer else None,
            older=self._named(older) if older else None,
            also_on=self.also_on(piece),
        )

    def also_on(self, piece: Piece) -> tuple[Named, ...]:
        """Give the networks that a piece was posted on, each with the post's address."""
        return tuple(Named(channel, url, channel) for channel, url in self._posted.get(piece.id, {}).items())

    @cached_property
    def _posted(self) -> Mapping[str, Mapping[str, str]]:
        return self._read_posted()

    def minutes(self, piece: Piece) -> int:
        """Give how long a piece takes to read, in minutes, at least one; code is not read word by word."""
        return minutes_in(words_of(piece))

    def updated(self, piece: Piece) -> date | None:
        """Give the day of a piece's last change worth saying, where it came after the piece went live."""
        if piece.updated is None and not piece.corrections:
            return None
        days = [correction.day for correction in piece.corrections]
        last = max([*days, piece.updated] if piece.updated else days, default=None)
        return last if last and last > self.instant(piece).date() else None

    def changed(self, piece: Piece) -> date:
        """Give the day of a piece's last change, for machines: by its front matter, never by its file."""
        return self.updated(piece) or self.instant(piece).date()

    def translations(self, piece: Piece) -> tuple[Piece, ...]:
        """Give a piece and its live translations, in the order of the site's languages."""
        group = self.groups.get(piece.translation_of or piece.id, (piece,))
        return group if piece in group else (piece,)

    def versions(self, piece: Piece) -> tuple[Named, ...]:
        """Give every language a piece is live in, its own included; nothing where it is the only one."""
        group = self.translations(piece)
        return tuple(self._named(other) for other in group) if len(group) > 1 else ()

    @cached_property
    def fronts(self) -> tuple[Named, ...]:
        """The front page of every language; nothing where there is one language only."""
        if len(self.languages) == 1:
            return ()
        return tuple(Named(self.addresses.name, self.addresses.index(lang), lang=lang) for lang in self.languages)

    def list_of(self, kind: str, subject: str, lang: str) -> Named:
        """Give the list of a pillar (`category`), a `tag` or an `author`, or of everything (`archives`)."""
        if kind == "category":
            return self.pillar(subject, lang) or Named(subject, self.addresses.pillar(subject, lang), subject)
        if kind == "tag":
            return Named(subject, self.addresses.tag(subject, lang))
        return self.author(subject, lang) if kind == "author" else Named("", self.addresses.archive(lang))

    def author_of(self, piece: Piece, slug: str, lang: str) -> Named:
        """Give the signature of a piece whose page has that slug."""
        return next(found for found in (self.author(one, lang) for one in piece.authors) if f"/{slug}/" in found.url)

    @cached_property
    def letters(self) -> tuple[Letter, ...]:
        """The newsletter editions that are out, newest first, but those of one piece alone."""
        return tuple(self._letter(edition) for edition in reversed(self._editions))

    @cached_property
    def _editions(self) -> Sequence[Edition]:
        return [edition for edition in self.plan.editions if edition.channel == "newsletter" and not edition.is_alone]

    @cached_property
    def groups(self) -> Mapping[str, tuple[Piece, ...]]:
        """The live versions of each piece that has more than one, by the id of the original."""
        groups: dict[str, dict[str, Piece]] = {}
        for lang in self.languages:
            for piece in (*self.live[lang], *(page for page in self.plan.pages if page.lang == lang)):
                groups.setdefault(piece.translation_of or piece.id, {}).setdefault(lang, piece)
        return {original: tuple(group.values()) for original, group in groups.items() if len(group) > 1}

    @cached_property
    def neighbours(self) -> Mapping[str, Neighbours]:
        """What stands around the pieces of each language."""
        return {lang: Neighbours(pieces) for lang, pieces in self.live.items()}

    def _named(self, piece: Piece) -> Named:
        return Named(piece.title, self.urls[piece.path], piece.id, piece.lang)

    def _letter(self, edition: Edition) -> Letter:
        frame, first = edition.frame, edition.pieces[0] if edition.pieces else None
        title = frame.title if frame else first.newsletter.title or first.title if first else ""
        standfirst = frame.standfirst if frame else self.standfirst(first) if first else ""
        day = self.site.calendar.local(edition.instant).date()
        return Letter(title, standfirst, self.addresses.edition(edition), day, edition.number, edition.lang)


def _joined(source: str, written: str) -> str:
    """Give the path of the site that a link written in one of its files means; one that leaves the site is kept."""
    parts = source.split("/")[:-1]
    for step in written.split("/"):
        if step == "..":
            if not parts:
                return written
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    return "/".join(parts)
