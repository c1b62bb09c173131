"""The site's own settings for the networks: its accounts (channels/social.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from editorial.datafile import close_datafile, open_datafile
from editorial.line import read_text
from editorial.piece import SOCIAL

PATH = "channels/social.yaml"


def read_accounts(root: Path) -> Mapping[str, str]:
    """Give the account name of each network, {} without the file; raises EditorialError when it is wrong."""
    return accounts_in(read_text(root, PATH)) if (root / PATH).is_file() else {}


def accounts_in(text: str) -> Mapping[str, str]:
    """Give the accounts that the text of channels/social.yaml states; raises EditorialError."""
    f, source = open_datafile(text, PATH)
    written = f.group("accounts")
    accounts = {channel: written.text(channel) for channel in SOCIAL if written.has(channel)}
    written.finish(extra=SOCIAL)
    close_datafile(f, source, PATH)
    return accounts
