"""Reads a piece from its front matter: every value typed, and all that is wrong with it collected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, tzinfo
from posixpath import basename, splitext

from editorial.channel_ids import SHIPPED, is_social
from editorial.fields import LANG, NO_LANG, Complaint, Fields
from editorial.finding import Level, Phrase
from editorial.piece import (
    LAYOUTS,
    Correction,
    CuratedLink,
    Exemption,
    Focus,
    Kind,
    NewsletterNote,
    Picture,
    Piece,
    Quote,
    SocialNote,
    Sponsor,
    Status,
    digest_of,
)
from editorial.slug import slugified
from editorial.source import Markdown


def read_piece(
    path: str,
    source: Markdown,
    *,
    lang: str,
    zone: tzinfo,
    raw_digest: str = "",
    channels: tuple[str, ...] = SHIPPED,
) -> tuple[Piece, tuple[Complaint, ...]]:
    """Give the piece that a Markdown file holds, and all that is wrong with its front matter.

    `lang` is the site's own language, `zone` the calendar's, `channels` all there are; a value that is wrong takes its
    default, so that the rest of the piece can still be judged.
    """
    values = source.front.values
    f = Fields(values if isinstance(values, Mapping) else {})
    _french_keys(f)
    stem = splitext(basename(path))[0]
    kind = Kind(f.choice("kind", Kind, Kind.PIECE))
    f.require("title", "status", *(("pillar", "author") if kind is Kind.PIECE else ()))
    slug = f.text("slug", stem)
    slug_written = "slug" in values if isinstance(values, Mapping) else False
    if not SLUG.fullmatch(slug):
        f.complain(
            "slug",
            "slug",
            (_SLUG_WRONG if slug_written else _NAME_WRONG).fill(found=slug),
            fix=_SLUG_FIX.fill(slug=slugified(slug) or "mon-titre"),
            instead=slugified(slug) if slug_written else "",
        )
        slug = slugified(slug) or slugified(stem) or "piece"
    piece_id = f.text("id", slug)
    if not ID.fullmatch(piece_id):
        named = slugified(piece_id)
        fix = _ID_FIX.fill(id=named or "mon-titre")
        f.complain("id", "id", _ID_WRONG.fill(found=piece_id), fix=fix, instead=named if f.has("id") else "")
        piece_id = slugified(piece_id) or slug
    # One note for nearly all pieces: an index holds tens of thousands.
    note = _newsletter(f.group("newsletter")) if f.has("newsletter") else _NO_NOTE
    piece_lang = f.text("lang", lang)
    if not LANG.fullmatch(piece_lang):
        f.complain("lang", "lang", NO_LANG.fill(found=piece_lang))
        piece_lang = lang
    lasts, reread = _lasting(f)
    piece = Piece(
        path=path,
        id=piece_id,
        kind=kind,
        title=f.text("title"),
        slug=slug,
        lang=piece_lang,
        pillar=f.text("pillar"),
        authors=f.words("author", one_is_a_list=True),
        status=Status(f.choice("status", Status, Status.DRAFT)),
        standfirst=f.text("standfirst"),
        tags=tuple(dict.fromkeys(tag for tag in f.words("tags", one_is_a_list=True) if tag)),
        date=f.instant("date", zone),
        updated=f.day("updated"),
        embargo=f.instant("embargo", zone),
        expires=f.instant("expires", zone),
        evergreen=lasts,
        review=reread,
        format=f.text("format"),
        audience=f.words("audience", one_is_a_list=True),
        image=_picture(f),
        quote=_quote(f.group("quote")) if f.has("quote") else None,
        newsletter=note,
        social=_social(f.group("social"), channels) if f.has("social") else {},
        series=f.text("series"),
        translation_of=f.text("translation_of"),
        corrections=tuple(sorted((_correction(c) for c in f.each("corrections")), key=lambda c: c.day)),
        charter=f.text("charter"),
        exemptions=tuple(_exemption(e) for e in f.each("exemptions")),
        aliases=tuple(_alias(f, alias) for alias in f.words("aliases", one_is_a_list=True)),
        source=source,
        digest=raw_digest or digest_of(source.text),
    )
    _fit(f, slug=(slug,), id=(piece_id,) if piece_id != slug else (), tags=piece.tags, aliases=piece.aliases)
    f.finish(Level.WARNING)
    return piece, tuple(f.complaints)


def _fit(f: Fields, **names: tuple[str, ...]) -> None:
    """Complain of each name, by the key that holds it, of which no file system would make a file."""
    for key, name in ((key, name) for key, every in names.items() for name in every if len(name) > MAX_NAME_BYTES // 4):
        size = max(len(part.encode()) for part in name.split("/"))
        if size > MAX_NAME_BYTES:
            message = _TOO_LONG.fill(key=key, start=name.strip("/")[:20], size=size, most=MAX_NAME_BYTES)
            f.complain(key, "value.too-long", message, fix=_TOO_LONG_FIX)


def _french_keys(f: Fields) -> None:
    """Give keys written in French their own message."""
    if _FRENCH.keys().isdisjoint(f.values):
        return
    for french, key in _FRENCH.items():
        if french in f.values and key not in f.values:
            f.has(french)
            f.complain(
                french,
                "key.french",
                _FRENCH_KEY.fill(found=french, key=key),
                level=Level.WARNING,
                fix=_FRENCH_FIX.fill(found=french, key=key),
                on_key=True,
                instead=key,
                is_safe=True,
            )


def _lasting(f: Fields) -> tuple[bool, date | None]:
    """Give whether a text lasts, and the day on which it is to be read again where it names one."""
    if not isinstance(f.values.get("evergreen"), str):
        return f.flag("evergreen"), None
    day = f.day("evergreen")
    return day is not None, day


def _picture(f: Fields) -> Picture | None:
    if not f.has("image"):
        return None
    group = f.group("image")
    if group.values:
        group.require("src")
    focus = read_focus(group)
    picture = Picture(group.text("src"), group.text("alt"), group.text("caption"), group.text("credit"), focus)
    group.finish(Level.WARNING)
    return picture if picture.src else None


def _quote(group: Fields) -> Quote:
    group.require("text")
    quote = Quote(re.sub(r"[ \t\n]+", " ", group.text("text")), group.text("by"))
    group.finish(Level.WARNING)
    return quote


def read_focus(group: Fields) -> Focus | None:
    """Give the point or box that a group's `focus` names in percent, None without one; complains of a wrong one."""
    written = group.text("focus")
    if not written:
        return None
    match = _FOCUS.fullmatch(written)
    if match:
        x, y, width, height = (float(part or 0) for part in match.groups())
        if max(x + width, y + height) <= 100 and (match[3] is None or min(width, height) > 0):
            return Focus(x + width / 2, y + height / 2, width, height)
    group.complain("focus", "image.focus", _FOCUS_WRONG.fill(found=written), fix=_FOCUS_FIX)
    return None


def _newsletter(group: Fields) -> NewsletterNote:
    links = []
    for link in group.each("links"):
        link.require("title", "url")
        url = link.text("url")
        if url and not url.startswith(("https://", "http://")):
            link.complain("url", "link.scheme", _LINK_SCHEME.fill(found=url))
        links.append(CuratedLink(link.text("title"), url, link.text("note"), link.text("id"), link.flag("withdrawn")))
        link.finish(Level.WARNING)
    note = NewsletterNote(
        group.text("title"),
        group.text("text"),
        group.text("section"),
        group.whole("weight") or 0,
        group.flag("skip"),
        tuple(links),
        _sponsor(group.group("sponsor")) if group.has("sponsor") else None,
        group.flag("errata", True),
        group.choice("layout", ("", *LAYOUTS), ""),
    )
    group.finish(Level.WARNING)
    return note


def _sponsor(group: Fields) -> Sponsor:
    group.require("name", "text", "url")
    url = group.text("url")
    if url and not url.startswith(("https://", "http://")):
        group.complain("url", "link.scheme", _LINK_SCHEME.fill(found=url))
    sponsor = Sponsor(group.text("name"), group.text("text"), url, group.text("label"))
    group.finish(Level.WARNING)
    return sponsor


def _social(group: Fields, channels: tuple[str, ...]) -> Mapping[str, SocialNote]:
    notes = {}
    for channel in filter(is_social, channels):
        if not group.has(channel):
            continue
        one = group.group(channel)
        thread, text = one.words("thread"), one.text("text")
        if thread and text:
            one.complain("thread", "social.text-and-thread", _TEXT_AND_THREAD)
        link: bool | str = True
        if isinstance(one.values.get("link"), bool):
            link = one.flag("link", True)
        else:
            link = one.text("link") or True
        notes[channel] = SocialNote(
            thread or ((text,) if text else ()),
            one.text("image"),
            one.words("hashtags") if one.has("hashtags") else None,
            link,
            one.flag("skip"),
            read_focus(one),
            one.text("warning"),
        )
        one.finish(Level.WARNING)
    group.finish(Level.WARNING)
    return notes


def _correction(group: Fields) -> Correction:
    group.require("date", "text")
    correction = Correction(group.day("date") or date.min, group.text("text"))
    group.finish(Level.WARNING)
    return correction


def _exemption(group: Fields) -> Exemption:
    group.require("rule", "why", "owner")
    exemption = Exemption(group.text("rule"), group.text("why"), group.text("owner"), group.day("until"))
    group.finish(Level.WARNING)
    return exemption


def _alias(f: Fields, alias: str) -> str:
    if not _ALIAS.fullmatch(alias) or ".." in alias.split("/"):
        f.complain("aliases", "alias", _ALIAS_WRONG.fill(found=alias))
        return ""
    path = f"/{alias.strip('/')}".removesuffix("/index.html").rstrip("/")
    return path if path.endswith((".html", ".htm", ".php")) else f"{path}/"


MAX_NAME_BYTES = 200
"""In one part of a path: file systems take 255, and a card's or a re-run's name adds to it."""
_NO_NOTE = Piece.newsletter
SLUG = re.compile(r"[0-9a-z]+(?:[-_][0-9a-z]+)*")
ID = re.compile(r"[0-9A-Za-z]+(?:[-_.][0-9A-Za-z]+)*")
_PERCENT = r"(\d{1,3}(?:\.\d+)?)%?"
_FOCUS = re.compile(rf"{_PERCENT}\s+{_PERCENT}(?:\s+{_PERCENT}\s+{_PERCENT})?")
_ALIAS = re.compile(r"/?[0-9A-Za-z._~/-]+")
_FRENCH = {
    "titre": "title",
    "auteur": "author",
    "auteurs": "author",
    "statut": "status",
    "pilier": "pillar",
    "chapo": "standfirst",
    "chapô": "standfirst",
    "mots-cles": "tags",
    "mots-clés": "tags",
    "langue": "lang",
    "rubrique": "pillar",
    "expire": "expires",
    "legende": "caption",
    "légende": "caption",
}
_FRENCH_KEY = Phrase("la clé « {found} » s’écrit « {key} »", "the key “{found}” is written “{key}”")
_FRENCH_FIX = Phrase("remplacez « {found}: » par « {key}: »", "replace “{found}:” by “{key}:”")
_SLUG_WRONG = Phrase(
    "l’adresse (slug) « {found} » ne peut pas servir dans une URL", "the slug “{found}” cannot stand in a URL"
)
_NAME_WRONG = Phrase(
    "le nom de fichier « {found} » ne peut pas servir d’adresse", "the file name “{found}” cannot stand in a URL"
)
_TOO_LONG = Phrase(
    "« {key} » : « {start}… » fait {size} octets, trop pour un nom de fichier ({most} au plus)",
    "“{key}”: “{start}…” is {size} bytes, too many for a file name (at most {most})",
)
_TOO_LONG_FIX = Phrase("raccourcissez-le", "shorten it")
_SLUG_FIX = Phrase("écrivez slug: {slug}", "write slug: {slug}")
_ID_FIX = Phrase("écrivez id: {id}", "write id: {id}")
_ID_WRONG = Phrase(
    "l’identifiant « {found} » doit tenir en lettres, chiffres et tirets",
    "the id “{found}” must be letters, digits and hyphens",
)
_FOCUS_WRONG = Phrase(
    "« {found} » ne désigne pas un point de l’image", "“{found}” does not name a point of the picture"
)
_FOCUS_FIX = Phrase(
    'écrivez un point (focus: "62% 31%") ou un cadre (focus: "40% 10% 35% 45%" : gauche, haut, largeur, hauteur)',
    'write a point (focus: "62% 31%") or a box (focus: "40% 10% 35% 45%": left, top, width, height)',
)
_LINK_SCHEME = Phrase("« {found} » n’est pas une adresse https://…", "“{found}” is not an https://… address")
_TEXT_AND_THREAD = Phrase(
    "« text » et « thread » ensemble : gardez l’un des deux", "“text” and “thread” together: keep one of them"
)
_ALIAS_WRONG = Phrase(
    "l’ancienne adresse « {found} » n’est pas un chemin du site", "the alias “{found}” is not a path of the site"
)
