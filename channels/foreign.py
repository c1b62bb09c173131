"""Reads JSON that others wrote: a server, a host, a ledger's remote; nothing in it is taken for granted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeAlias

Pairs: TypeAlias = Callable[[list[tuple[str, Any]]], Any]


def json_of(raw: bytes | str, made_of: Pairs | None = None) -> Any:  # noqa: ANN401 (whoever asks looks at what is in it)
    """Give what some JSON says; raises ValueError for what is none, nested too deep or in no UTF, and nothing else.

    `made_of` makes an object of its keys and values, and may refuse them with a ValueError of its own.
    """
    try:
        return json.loads(raw, object_pairs_hook=made_of)
    except RecursionError:
        raise ValueError("nested too deep") from None
