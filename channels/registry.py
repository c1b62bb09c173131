"""Every channel of Ligne, in the order in which they render; `social` is the family of the networks.

`team` stands beside them as if it were one: what it makes, the team alone sees, but for the calendar of what is out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from channels.blog import channel as blog
from channels.channel import Channel
from channels.team import render as team
from editorial.channel_ids import is_social

if TYPE_CHECKING:
    from editorial.charter import Charter


def channels_of(charter: Charter) -> Mapping[str, Channel]:
    """Give the channels that a charter opens, the blog first: the others are loaded only where they are wanted."""
    found: dict[str, Channel] = {"blog": blog}
    if "newsletter" in charter.channels:
        from channels.newsletter import render as newsletter

        found["newsletter"] = newsletter
    if any(map(is_social, charter.channels)):
        from channels.social import render as social

        found["social"] = social
    found["team"] = team
    return found
