"""The avatar: the photo that stands for the house, cut square for its accounts, of which networks show a circle."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from channels.channel import Artifact, Audience, Brief
from channels.faces.known import known_faces
from channels.picture import PictureProblem, crop_size, cropped, key, probe
from channels.social.settings import PATH, Settings, read_settings
from channels.social.shown import Shown
from channels.subject import SURVIVES, Subject
from editorial.finding import Finding, Level, Phrase
from editorial.site import Site, locate_below

FILE = "team/avatar.jpg"
SIZE = (1000, 1000)
"""More than any network shows, and less than any refuses."""


def find_avatar(site: Site) -> Shown | None:
    """Give a site's avatar, None where it has none that can be used; raises EditorialError for wrong settings."""
    settings = read_settings(site.root, site.channels)
    try:
        return _shown(site.root, settings) if settings and settings.avatar else None
    except PictureProblem:
        return None


def artifacts(brief: Brief) -> Iterator[Artifact]:
    """Give the avatar as it is given to networks, for the team; nothing in a preview, which is of pieces."""
    shown = None if brief.is_preview else find_avatar(brief.site)
    if shown:
        size, focus = crop_size(shown.photo, *SIZE), shown.focus_in(SIZE)
        yield Artifact(FILE, "image/jpeg", "social", key(shown.photo, "avatar", size, focus),
                       partial(cropped, shown.photo, *size, focus), audience=Audience.TEAM)  # fmt: skip


def review_avatar(site: Site) -> Iterator[Finding]:
    """Give why an avatar cannot be used, or that the circle cuts its face or box."""
    settings = read_settings(site.root, site.channels)
    if settings is None or not settings.avatar:
        return
    try:
        shown = _shown(site.root, settings)
    except PictureProblem as problem:
        message = _UNUSABLE.fill(src=settings.avatar, why=problem.message)
        yield _finding(settings, Level.ERROR, message, None)
        return
    kept = shown.subject.cut_round(shown.photo)
    if not shown.subject:
        yield _finding(settings, Level.WARNING, _NO_FOCUS, _NO_FOCUS_FIX)
    elif kept < SURVIVES:
        message = _CUT.fill(kept=round(100 * kept), most=round(100 * SURVIVES))
        yield _finding(settings, Level.WARNING, message, _CUT_FIX)


def _shown(root: Path, settings: Settings) -> Shown:
    path = locate_below(root, settings.avatar)
    if path is None:
        raise PictureProblem(_MISSING)
    photo = probe(path)
    return Shown(photo, "", Subject(settings.focus, known_faces(root).of(photo)))


def _finding(settings: Settings, level: Level, message: Phrase, fix: Phrase | None) -> Finding:
    return Finding("social.avatar", level, PATH, settings.source.span(("avatar", "src")), message, fix=fix)


_MISSING = Phrase("l’image n’est pas dans content/", "the picture is not under content/")
_UNUSABLE = Phrase("« {src} » : {why}", "“{src}”: {why}")
_NO_FOCUS = Phrase(
    "l’avatar n’a ni visage ni point focal : il sera coupé au centre",
    "the avatar has neither a face nor a focal point: it will be cut at its centre",
)
_NO_FOCUS_FIX = Phrase(
    'ajoutez focus: "40% 10% 35% 45%" (gauche, haut, largeur, hauteur)',
    'add focus: "40% 10% 35% 45%" (left, top, width, height)',
)
_CUT = Phrase(
    "le rond des réseaux coupe l’avatar : il reste {kept} % du visage ou du cadre, il en faudrait {most} %",
    "the networks’ circle cuts the avatar: {kept} % of the face or box is left, {most} % is needed",
)
_CUT_FIX = Phrase(
    "déplacez focus, ou prenez une photo où le sujet a plus d’air",
    "move focus, or take a photo with more room around its subject",
)
