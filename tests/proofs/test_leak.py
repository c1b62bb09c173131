"""What may not be seen yet, or any more, stands in no byte of an output outside output/team/, and changes none."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from tests.command import ligne
from tests.proofs.comparison import differences, tree
from tests.proofs.parts import IS_FULL, parts, seed_of
from tests.proofs.search import OPEN_TO_THE_TEAM, Search, ways_into_team
from tests.proofs.secrets import FOR_EVER, RELAPSED, TIMED, Vault, draw, told_otherwise

INSTANTS = 24 if IS_FULL else 4
"""Of one site; each is a build, and a search of all it made."""
ALTERED = 10 if IS_FULL else 1

OF_THE_TEAM = (OPEN_TO_THE_TEAM, "manifest/team.json", "build.json")
"""What the team sees, the manifest of that, and what signs it: nothing of these is deployed."""


class Watch:
    """Builds a vault at instants, and finds what is seen that should not be, and what is not seen that should."""

    def __init__(self, vault: Vault):
        self.vault = vault
        self._search = Search([name for secret in vault.secrets for name in (secret.name, secret.hush)])

    def faults(self, at: datetime) -> list[str]:
        """Build at an instant, over what the last build left; give each word that is out of place."""
        ran = ligne("build", "--jobs", "1", "--at", at.isoformat(), site=self.vault.root)
        if ran.code == 2:
            return [f"did not run: {ran.said}"]
        output = self.vault.root / "output"
        seen = self._search.words(output)
        found = [f"links to the team: {where}" for where in ways_into_team(output)]
        for secret in self.vault.secrets:
            must, may = secret.said(at, has_letters=not self.vault.asks_for_letters)
            own = {word: where for word, where in seen.items() if word.startswith((secret.name, secret.hush))}
            found += [f"leaked: {word} ({secret.way}) in {own[word]}" for word in sorted(own.keys() - may)]
            found += [f"not shown: {word} ({secret.way})" for word in sorted(must - own.keys())]
        return found


def drawn(root: Path, random: Random, ways: Sequence[str], *, has_git: bool = False) -> Vault:
    """Give a site that is laid out, with secrets drawn at random."""
    vault = Vault(root, draw(random, ways), has_git, asks_for_letters=random.random() < 0.2)
    vault.lay_out()
    return vault


@pytest.mark.proof("leak")
@pytest.mark.parametrize("part", parts(few=2, full=60))
def test_no_word_is_seen_before_its_instant_or_after_its_end(
    tmp_path: Path, part: int, record_property: Callable[[str, object], None]
) -> None:
    random = Random(seed_of("leak", part))
    ways = (*TIMED, *random.choices(TIMED, k=2), *FOR_EVER, *RELAPSED)
    vault = drawn(tmp_path / "site", random, ways if IS_FULL else random.sample(ways, 10), has_git=part % 2 == 0)
    watch, instants = Watch(vault), vault.instants()

    for at in random.sample(instants, min(INSTANTS, len(instants))):
        assert watch.faults(at) == [], at.isoformat()
    record_property("cases", min(INSTANTS, len(instants)))


@pytest.mark.proof("leak")
@pytest.mark.parametrize("part", parts(few=1, full=25))
def test_what_is_hidden_changes_no_byte(
    tmp_path: Path, part: int, record_property: Callable[[str, object], None]
) -> None:
    """Neither its words nor how many there are, what they are filed under, by whom: other secrets, the same output."""
    random = Random(seed_of("altered", part))
    vault = drawn(tmp_path / "site", random, (*TIMED, *random.choices(TIMED, k=2), *FOR_EVER))
    for at in random.sample(vault.instants(), ALTERED):
        hidden = [secret for secret in vault.secrets if not secret.is_open(at)]
        kept = [secret for secret in vault.secrets if secret not in hidden]
        others = [told_otherwise(secret, random) for secret in hidden]
        trees = []
        for secrets in ([*kept, *hidden], [*others, *kept], kept):
            shutil.rmtree(tmp_path / "beside", ignore_errors=True)
            beside = Vault(tmp_path / "beside", secrets, asks_for_letters=vault.asks_for_letters, is_linking=False)
            beside.lay_out()
            ran = ligne("build", "--jobs", "1", "--at", at.isoformat(), site=beside.root)
            assert ran.code != 2, ran.said
            whole = tree(beside.root / "output")
            trees.append({name: digest for name, digest in whole.items() if not name.startswith(OF_THE_TEAM)})
        assert [*differences(trees[1], trees[0])] == [], at.isoformat()
        assert [*differences(trees[2], trees[0])] == [], at.isoformat()
    record_property("cases", 2 * ALTERED)
