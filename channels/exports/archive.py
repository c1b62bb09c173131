"""The archive of a campaign: its posts by network with their pictures, its tables, and a page that says what is there.

The same posts make the same bytes: names are sorted, times fixed, nothing is compressed (pictures are already, and
what compresses the rest differs from one machine to the next).
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from channels.channel import ENGINE, Artifact, Audience, Brief
from channels.exports.coming import Ready
from channels.exports.note import Line, file_name, note
from channels.exports.tabled import Tabled, tabled
from channels.exports.told import exported
from channels.social.outbox import artifacts
from channels.social.post_schema import NAME as SCHEMA
from channels.social.post_schema import post_schema
from editorial.calendar import Campaign
from editorial.finding import Phrase
from editorial.piece import digest_of
from editorial.slug import slugified

FOLDER = "campaigns"
MEDIA_TYPE = "application/zip"
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first instant a zip can say."""
_MODE = 0o644 << 16
_OF_WINDOWS = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""What no folder can be called there."""


def archives(campaigns: Sequence[Campaign], ready: Sequence[Ready]) -> Iterator[tuple[str, Campaign, list[Ready]]]:
    """Give the file name of each campaign's archive with its posts; one without posts has none.

    It is named by its first day: manifests are not the team's alone, and a campaign's name is no one else's business.
    """
    taken: dict[str, int] = {}
    for campaign in sorted(campaigns, key=lambda campaign: (campaign.period.start, campaign.id)):
        day = campaign.period.start.isoformat()
        taken[day] = number = taken.get(day, 0) + 1
        posts = [one for one in ready if one.campaign == campaign.id]
        if posts:
            yield f"{FOLDER}/{day}-{number}.zip" if number > 1 else f"{FOLDER}/{day}.zip", campaign, posts


def artifact(brief: Brief, path: str, campaign: Campaign, posts: Sequence[Ready]) -> Artifact:
    """Give the archive of a campaign; its key is the bytes of its texts and the keys of its pictures."""
    texts: dict[str, bytes] = {}
    pictures: dict[str, Artifact] = {}
    for ready in posts:
        folder = folder_of(brief, ready)
        for file in artifacts(brief, ready.parcel):
            name = file.path.rpartition("/")[2]
            if file.media_type.startswith("image/"):
                pictures[f"{folder}/{name}"] = file
            else:
                texts[f"{folder}/{name}"] = file.make()
        texts[f"{folder}/alt.txt"] = _alternatives(texts[f"{folder}/post.json"])
    tables = tabled(
        [
            told._replace(image_file=f"../{folder_of(brief, ready)}/{image.file}")
            for ready, told, image in exported(brief)
            if ready.campaign == campaign.id
        ]
    )
    texts.update((f"csv/{name}", made) for name, made in tables.files.items())
    lang = brief.site.charter.lang
    texts[SCHEMA] = post_schema(lang).encode()
    texts[file_name(lang)] = _page(brief, campaign, posts, tables)
    inputs = digest_of(
        ENGINE,
        root_of(campaign),
        *(part for name in sorted(texts) for part in (name, texts[name])),
        *(part for name in sorted(pictures) for part in (name, pictures[name].inputs)),
    )
    make = partial(_zipped, root_of(campaign), texts, pictures)
    return Artifact(path, MEDIA_TYPE, "team", inputs, make, audience=Audience.TEAM)


def _page(brief: Brief, campaign: Campaign, posts: Sequence[Ready], tables: Tabled) -> bytes:
    lang, zone = brief.site.charter.lang, brief.site.calendar.zone
    title = _TITLE.fill(campaign=campaign.name, name=brief.addresses.name).read(lang)
    lines = (
        Line(parcel.edition.instant, parcel.network.name, parcel.piece.title, folder_of(brief, one))
        for one in posts
        for parcel in (one.parcel,)
    )
    return note(title, lang, zone, tables, lines)


def root_of(campaign: Campaign) -> str:
    """Give the folder that an archive unpacks into: no sign of a campaign's id leads out of it, on Windows neither."""
    slug, day = slugified(campaign.id), campaign.period.start.isoformat()
    return f"{slug}-{day}" if _OF_WINDOWS.fullmatch(slug) else slug or day


def folder_of(brief: Brief, ready: Ready) -> str:
    """Give the folder of a post in an archive: its network, then its local time and its edition."""
    edition = ready.parcel.edition
    local = brief.site.calendar.local(edition.instant).strftime("%Y-%m-%d-%H%M")
    return f"{edition.channel}/{local}-{edition.folder}"


def _alternatives(post: bytes) -> bytes:
    """Give the alternative text of each picture of a post, a paragraph each under its file's name."""
    said = json.loads(post)
    shown = [*said["images"], *(said[kind] for kind in ("card", "story", "quote"))]
    words = {image["file"]: image["alt"] for image in shown if image}
    return "\n".join(f"{file}\n{alt}\n" for file, alt in sorted(words.items())).encode()


def _zipped(root: str, texts: Mapping[str, bytes], pictures: Mapping[str, Artifact]) -> bytes:
    out, drawn = io.BytesIO(), dict[str, bytes]()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted((*texts, *pictures)):
            entry = zipfile.ZipInfo(f"{root}/{name}", _BEGINNING)
            entry.create_system, entry.external_attr = 3, _MODE
            archive.writestr(entry, texts[name] if name in texts else _drawn(pictures[name], drawn))
    return out.getvalue()


def _drawn(picture: Artifact, drawn: dict[str, bytes]) -> bytes:
    """Give the bytes of a picture; one that several networks show alike is made once."""
    if picture.inputs not in drawn:
        drawn[picture.inputs] = picture.make()
    return drawn[picture.inputs]


_TITLE = Phrase("{name} : campagne « {campaign} »", "{name}: campaign “{campaign}”")
