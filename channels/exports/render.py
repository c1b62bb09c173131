"""The exports as a channel: checks what is to come, and has the tables, the pictures and the archives made."""

from __future__ import annotations

from collections.abc import Iterator

from channels.channel import ENGINE, Artifact, Audience, Brief
from channels.exports.archive import archives, artifact
from channels.exports.coming import coming, worth_telling
from channels.exports.note import Line, file_name, note
from channels.exports.review import review_campaigns, review_left, review_post, review_tool, review_turned
from channels.exports.tabled import MEDIA_TYPE, Tabled, tabled
from channels.exports.told import FOLDER as IMAGES
from channels.exports.told import exported
from channels.exports.told import file_name as image_name
from channels.exports.tool import read_tools
from channels.social.network import read_network
from editorial.finding import Finding, Phrase
from editorial.piece import digest_of

FOLDER = "team/exports"


def check(brief: Brief) -> Iterator[Finding]:
    """Give what keeps posts to come out of the exports, and what has to be done by hand; a preview exports nothing."""
    if brief.is_preview:
        return
    posts = exported(brief)
    for tool in read_tools() if posts else ():
        yield from review_tool(tool, brief.plan.at.date())
    live = {shown.piece.id for shown in brief.plan.live}
    for left in coming(brief).left:
        # The words an author wrote for a network are reviewed with the others, long before they leave.
        is_told = left.piece is not None and left.piece.id not in live and left.piece.social.get(left.item.channel)
        if not is_told:
            yield from review_left(left)
    pieces = {}
    for one, told, _ in posts:
        pieces[told.channel, told.edition] = one.parcel.piece
        yield from review_post(one, told)
    for turned in _tabled(brief).turned:
        yield from review_turned(turned, pieces[turned.told.channel, turned.told.edition])
    yield from review_campaigns(brief.site.calendar)


def render(brief: Brief) -> Iterator[Artifact]:
    """Give the tables of what is to come with their pictures, each campaign's archive, and a page on all of them."""
    if brief.is_preview:
        return
    tables, posts = _tabled(brief), exported(brief)
    for path, data in tables.files.items():
        yield _file(path, MEDIA_TYPE, data)
    for name, image in {image_name(image): image for _, _, image in posts}.items():
        path = f"{FOLDER}/{IMAGES}/{name}"
        yield Artifact(path, image.media_type, "team", image.inputs, image.make, audience=Audience.TEAM)
    named = {}
    for path, campaign, members in archives(brief.site.calendar.campaigns, coming(brief).ready):
        named[path] = campaign.name
        yield artifact(brief, f"{FOLDER}/{path}", campaign, members)
    lang, zone = brief.site.charter.lang, brief.site.calendar.zone
    lines = [Line(told.instant, one.parcel.network.name, told.title, told.image_file) for one, told, _ in posts]
    left = [
        Line(one.item.instant, read_network(one.item.channel, brief.site.root).name, one.title, one.why.read(lang))
        for one in coming(brief).left
        if worth_telling(one)
    ]
    if lines or named or left:
        title = _TITLE.fill(name=brief.addresses.name).read(lang)
        page = note(title, lang, zone, tables, lines, archives=named, left=left)
        yield _file(file_name(lang), "text/plain", page)


def _tabled(brief: Brief) -> Tabled:
    """Give the tables of all that is to come; made once for the check and the rendering."""
    return brief.once("exports tables", lambda: tabled([told for _, told, _ in exported(brief)]))


def _file(path: str, media_type: str, data: bytes) -> Artifact:
    """Give a file that says nothing in a manifest of whom it is about."""
    inputs = digest_of(ENGINE, data)
    return Artifact(f"{FOLDER}/{path}", media_type, "team", inputs, lambda: data, audience=Audience.TEAM)


_TITLE = Phrase("{name} : ce qui est à publier avec d’autres outils", "{name}: what is to be posted with other tools")
