"""How much of a proof is run: a little by default, all of it under `scripts/test.py --proofs`, in parts."""

from __future__ import annotations

import os

IS_FULL = os.environ.get("LIGNE_PROOF") == "full"
SEED = int(os.environ.get("LIGNE_SEED", "1"))


def parts(*, few: int, full: int) -> range:
    """Give the numbers of the parts to run; each is a test of its own, so that a run can be cut off between two."""
    return range(full if IS_FULL else few)


def seed_of(*names: object) -> str:
    """Give the seed of a part: the same for the same run, another for each part."""
    return " ".join(map(str, (SEED, *names)))
