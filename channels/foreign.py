"""Reads JSON that others wrote: a server, a host, a ledger's remote; nothing in it is taken for granted."""

from __future__ import annotations

import json
from typing import Any


def json_of(raw: bytes | str) -> Any:  # noqa: ANN401 (whoever asks looks at what is in it)
    """Give what some JSON says; raises ValueError for what is none, nested too deep or in no UTF, and nothing else."""
    try:
        return json.loads(raw)
    except RecursionError:
        raise ValueError("nested too deep") from None
