"""Every channel of Ligne, in the order in which they render; `social` is the family of the seven networks."""

from __future__ import annotations

from collections.abc import Mapping

from channels.blog import render as blog
from channels.channel import Channel
from channels.newsletter import render as newsletter
from channels.social import render as social

CHANNELS: Mapping[str, Channel] = {"blog": blog, "newsletter": newsletter, "social": social}
