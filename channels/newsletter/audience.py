"""What a sender must know of an edition: its list, its segment, what left before it that day, which links must live."""

from __future__ import annotations

from collections.abc import Sequence

from channels.newsletter.letter import Letter
from channels.newsletter.links import Stub
from editorial.edition import Edition
from editorial.segment import Segment


def data_of(edition: Edition, letter: Letter, stubs: Sequence[Stub]) -> dict[str, object]:
    """Give the keys `segment`, `before`, `list` and `links` of edition.json.

    `before` are the editions of the same list and local day that leave earlier, in their order; `links` the addresses
    of the site that the mail links to or shows, in order.
    """
    photo = (letter.photo.url,) if letter.photo else ()
    return {
        "segment": _segment(edition.segment),
        "before": [
            {"id": earlier.id, "segment": _segment(earlier.segment), "pieces": list(earlier.pieces)}
            for earlier in edition.before
        ],
        "list": edition.list_id or letter.settings.list_id,
        "links": sorted({letter.url, *photo, *(stub.url for stub in stubs)}),
    }


def _segment(segment: Segment) -> dict[str, object]:
    frequency = str(segment.frequency) if segment.frequency else None
    return {"frequency": frequency, "pillars": list(segment.pillars), "lang": segment.lang}
