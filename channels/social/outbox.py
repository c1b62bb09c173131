"""What stands in the outbox for one edition: the post as text and as data, its photo and its card."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from channels.channel import ENGINE, Artifact, Brief
from channels.social.cards import card_file, quote_file, story_file
from channels.social.compose import Post
from channels.social.facets import in_bytes
from channels.social.illustrated import illustrated
from channels.social.network import Network
from channels.social.shown import Made, find_shown
from channels.social.traced import Origin, Traced, origins, traced
from editorial.edition import Edition
from editorial.piece import Piece, digest_of

_PART_RULE = "\n---\n"


@dataclass(frozen=True)
class Parcel:
    """One edition of a piece on a network, ready to be made into files."""

    edition: Edition
    piece: Piece
    network: Network
    post: Post
    account: str

    @property
    def folder(self) -> str:
        """Where its files stand in the output."""
        return f"outbox/social/{self.edition.folder}/{self.edition.channel}"


def artifacts(brief: Brief, parcel: Parcel) -> Iterator[Artifact]:
    """Give post.json, post.txt and the images of an edition."""
    shown = find_shown(brief.site, parcel.piece, parcel.network.id)
    card = card_file(brief, parcel.piece, shown, parcel.network)
    images = illustrated(brief, parcel.piece, parcel.post, parcel.network, card)
    story, quote = (
        story_file(brief, parcel.piece, shown, parcel.network),
        quote_file(brief, parcel.piece, parcel.network),
    )
    cards = {"card": card, "story": story, "quote": quote}
    data = as_json(brief, parcel, images, cards).encode()
    text = (_PART_RULE.join(parcel.post.parts) + "\n").encode()
    yield _artifact(parcel, "post.json", "application/json", digest_of(ENGINE, data), data)
    yield _artifact(parcel, "post.txt", "text/plain", digest_of(ENGINE, text), text)
    everything = (*(made for part in images for made in part), *cards.values())
    for made in {made.file: made for made in everything if made}.values():
        yield _image(parcel, made)


def as_json(brief: Brief, parcel: Parcel, images: list[list[Made]], cards: Mapping[str, Made | None]) -> str:
    """Give the post as stable data for other tools: sorted keys, instants in UTC, sizes in pixels, focus in percent."""
    post, network = parcel.post, parcel.network
    sources = _sources(parcel)
    parts = [
        {
            "text": part,
            "count": network.length(part),
            "limit": post.limit,
            "bytes": len(part.encode()),
            "facets": [
                {"start": one.start, "end": one.end, "type": str(one.what), "value": one.value}
                for one in in_bytes(list(live), part)
            ],
            "sources": [one._asdict() for one in sources[number]],
            **({"images": [_described(made) for made in images[number]]} if len(images) > 1 else {}),
            **({"escaped": network.escaped(part)} if network.reserved else {}),
        }
        for number, (part, live) in enumerate(zip(post.parts, post.facets, strict=True))
    ]
    values = {
        "format": 1,
        "id": parcel.edition.id,
        "channel": parcel.edition.channel,
        "account": parcel.account or None,
        "instant": parcel.edition.instant.isoformat(),
        "lang": parcel.edition.lang,
        "piece": parcel.piece.id,
        "parts": parts,
        "warning": post.warning or None,
        "link": post.link or None,
        "title": parcel.piece.title,
        "description": " ".join(parcel.piece.standfirst.split()),
        "hashtags": list(post.hashtags),
        "images": [_described(made) for made in images[0]],
        **{name: _described(card) if card else None for name, card in cards.items()},
        "charter": brief.site_for(parcel.piece).charter.version,
        "network": {"name": network.name, "checked": network.checked.isoformat()},
        "preview": brief.is_preview,
    }
    return json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _sources(parcel: Parcel) -> list[list[Traced]]:
    """Give where each sentence of each part was written; what is only a link or hashtags has no sentence."""
    piece, post = parcel.piece, parcel.post
    found: list[list[Traced]] = [[] for _ in post.parts]
    if not post.is_own:
        return [_composed_from(piece, tuple(origins(piece, parcel.edition.channel, is_own=False)), post.parts[0])]
    for rank, origin in enumerate(origins(piece, parcel.edition.channel, is_own=post.is_own)):
        mine = [number for number, of in enumerate(post.origins) if of == rank]
        for number, places in zip(mine, traced(piece, origin, tuple(post.parts[n] for n in mine)), strict=True):
            found[number] = places
    return found


def _composed_from(piece: Piece, texts: tuple[Origin, ...], part: str) -> list[Traced]:
    """Give where each sentence comes from of a post whose paragraphs come one from each text."""
    found: list[Traced] = []
    rest, start = part, 0
    for number, origin in enumerate(texts):
        head, gap, rest = rest.partition("\n\n") if number < len(texts) - 1 else (rest, "", "")
        found += [
            one._replace(start=start + one.start, end=start + one.end) for one in traced(piece, origin, (head,))[0]
        ]
        start += len(head) + len(gap)
    return found


def _described(made: Made) -> Mapping[str, object]:
    focus = {"x": made.focus.x, "y": made.focus.y} if made.focus else None
    return {"file": made.file, "alt": made.alt, "width": made.width_px, "height": made.height_px,
            "media_type": made.media_type, "focus": focus}  # fmt: skip


def _image(parcel: Parcel, made: Made) -> Artifact:
    return Artifact(f"{parcel.folder}/{made.file}", made.media_type, parcel.network.id, made.inputs, made.make,
                    edition=parcel.edition.id, pieces=(parcel.piece.id,))  # fmt: skip


def _artifact(parcel: Parcel, name: str, media_type: str, inputs: str, data: bytes) -> Artifact:
    return Artifact(f"{parcel.folder}/{name}", media_type, parcel.network.id, inputs, lambda: data,
                    edition=parcel.edition.id, pieces=(parcel.piece.id,))  # fmt: skip
