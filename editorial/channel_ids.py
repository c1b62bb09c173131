"""The ids of the channels there are: the blog, the newsletter, and a network for each profile in a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.source import Unreadable, decode, load_yaml
from editorial.system_words import said_by

BLOG, NEWSLETTER = "blog", "newsletter"
FOLDER = "channels/social/networks"
"""Where the profiles stand, in the engine and in a site alike: `<id>.yaml` makes the channel `<id>`."""
SHIPPED_FOLDER: Final = Path(__file__).parent.parent / FOLDER
_FIRST: Final = (BLOG, NEWSLETTER, "mastodon", "bluesky", "x", "threads", "linkedin", "facebook", "instagram")
"""The order in which these are told, where there are profiles of them; any other comes after, by its name."""
_RESERVED: Final = (BLOG, NEWSLETTER, "social", "team")
_ID: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def is_social(channel: str) -> bool:
    """Say whether a channel is a network."""
    return channel not in (BLOG, NEWSLETTER)


def is_id(name: str) -> bool:
    """Say whether a name may be a channel's."""
    return _ID.fullmatch(name) is not None


def told_in_order(channels: Iterable[str]) -> tuple[str, ...]:
    """Give channels in the order in which they are told, each once."""
    return tuple(sorted(set(channels), key=lambda one: (_FIRST.index(one) if one in _FIRST else len(_FIRST), one)))


def channel_ids(root: Path | None = None) -> tuple[str, ...]:
    """Give every channel there is, those of a site's own profiles included; raises EditorialError for a wrong name."""
    own = _profiles(f"{root}/{FOLDER}") if root else []
    for name in own:
        if name in _RESERVED or not is_id(name):
            message = (_TAKEN if name in _RESERVED else _BAD_ID).fill(found=name)
            raise EditorialError(message, f"{FOLDER}/{name}.yaml")
    return told_in_order((BLOG, NEWSLETTER, *_profiles(str(SHIPPED_FOLDER)), *own))


def profile_name(channel: str, root: Path | None = None) -> str:
    """Give what a network's profile calls it; its id where that cannot be read, which whoever needs more will tell."""
    folders = (root / FOLDER, SHIPPED_FOLDER) if root else (SHIPPED_FOLDER,)
    path = next((path for folder in folders if (path := folder / f"{channel}.yaml").is_file()), None)
    try:
        values = load_yaml(decode(path.read_bytes())) if path else {}
    except (OSError, Unreadable):
        return channel
    return str(values.get("name") or channel) if isinstance(values, dict) else channel


def _profiles(folder: str) -> list[str]:
    try:
        return sorted(name.removesuffix(".yaml") for name in os.listdir(folder) if name.endswith(".yaml"))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise EditorialError(_UNREADABLE.fill(why=said_by(error)), FOLDER) from None


_TAKEN = Phrase(
    "« {found} » ne peut pas être un réseau : Ligne a déjà un canal de ce nom ; renommez ce fichier",
    "“{found}” cannot be a network: Ligne has a channel of that name already; rename this file",
)
_BAD_ID = Phrase(
    "« {found} » ne peut pas nommer un canal : des minuscules sans accent, des chiffres et des tirets, "
    "comme forum.yaml ; renommez ce fichier",
    "“{found}” cannot name a channel: lower-case letters without accents, digits and hyphens, as in forum.yaml; "
    "rename this file",
)
_UNREADABLE = Phrase("dossier illisible : {why}", "unreadable folder: {why}")
SHIPPED: Final = channel_ids()
"""The channels of every site."""
