"""However a run that posts dies, and whatever a server answers, each post is there once or is shown as in doubt."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random

import pytest

from channels.delivery.deliver import Load, Round, deliver
from channels.delivery.destinations import Destinations
from channels.delivery.folder import Folder
from channels.ledger.git import GitStore
from channels.ledger.ledger import Ledger
from channels.posting.bluesky import record_key
from channels.posting.mastodon import Mastodon
from channels.posting.setting import accounts_in
from tests.channels.posting.conftest import HANDLE, PASSWORD, Pds
from tests.channels.posting.conftest import pds as pds
from tests.proofs.mastodon_mock import Instance, instance
from tests.proofs.once import BUILT, CLOCKS, Act, Model, Storm, faults_in, model_in
from tests.proofs.parts import IS_FULL, parts, seed_of
from tests.proofs.test_once import NoClaim

proof = pytest.mark.proof("posted")
SCHEDULES = 10 if IS_FULL else 2
"""Of one part; in each two runs are killed."""
MASTODON, BLUESKY = ("limits", "media", "status", "posted"), ("session", "embed", "blob", "record", "posted")
STAGE = ("claim social", "send social", "sent social", "settle social", "settled social")
LINKS = {f"https://banc.example/{name}/": f"mastodon:{name}" for name in ("a", "b")}
Cases = Callable[[str, object], None]


def to_accounts(
    environ: Mapping[str, str], store: GitStore, to: Path, load: Load, at: datetime, announce: Callable[[str], None]
) -> None:
    """Deliver posts to the accounts of an environment, and everything else into a folder."""
    folder = Folder(to)
    where = Destinations(folder, folder, accounts_in(environ, announce))
    deliver(Round(load, store, where, folder, folder, at, lambda row: None, announce))


def under_fire(storm: Storm, random: Random, steps: Sequence[str]) -> None:
    """Kill one run at a step and another at a moment, beside a third that nobody kills."""
    stopped = storm.start(doomed=random.choice(steps), at=CLOCKS[1])
    stopped.comes()
    others = [storm.start(at=at) for at in CLOCKS[1:3]]
    storm.kill(stopped)
    time.sleep(random.uniform(0, 0.8))
    storm.kill(others[0])
    storm.end(others[1:])


def wrong_with(storm: Storm, channel: str, came: Callable[[], Counter[str]]) -> list[str]:
    """Give what is wrong with the posts of a channel, once a last run had its turn."""
    storm.sober()
    ledger = storm.ledger()
    states = {str(entry.key): str(ledger.state(entry.key)) for entry in ledger.entries()}
    due = [f"{channel}:{name}" for name in ("a", "b")]
    crashed = [f"crashed: exit {code}" for code in storm.codes if code not in (0, 2, -9)]
    return [*crashed, *faults_in(came(), {key: states.get(key, "unclaimed") for key in due}, due)]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """Give what every schedule begins with."""
    return model_in(tmp_path_factory.mktemp("posted"))


@pytest.fixture(scope="module")
def mock() -> Iterator[Instance]:
    """Give a mock of a Mastodon instance."""
    with instance() as found:
        yield found


def at_mock(mock: Instance) -> Act:
    return partial(to_accounts, {"LIGNE_MASTODON": mock.url, "LIGNE_MASTODON_TOKEN": "secret"})


@proof
@pytest.mark.parametrize("keeps_keys", [True, False], ids=["keeps-keys", "ignores-keys"])
@pytest.mark.parametrize("part", parts(few=1, full=8))
def test_a_run_that_is_killed_posts_once_on_a_mock_of_mastodon(
    tmp_path: Path, model: Model, mock: Instance, part: int, keeps_keys: bool, record_property: Cases
) -> None:
    kills = 0
    for number in range(SCHEDULES):
        random = Random(seed_of("mastodon", part, keeps_keys, number))
        mock.reset(random, keeps_keys=keeps_keys, faults=random.randint(0, 3))
        storm = Storm(model, tmp_path / str(number), random, act=at_mock(mock))
        under_fire(storm, random, (*MASTODON, *STAGE))
        refused = wrong_with(storm, "mastodon", lambda: mock.came(LINKS))
        # What the instance does not want is refused, and tried again; a last refusal is no loss.
        assert [one for one in refused if not one.startswith("lost, and is refused")] == [], f"schedule {number}"
        kills += storm.kills
    record_property("cases", kills)


@proof
@pytest.mark.parametrize("part", parts(few=1, full=10))
def test_a_run_that_is_killed_posts_once_on_bluesky_s_own_server(
    tmp_path: Path, model: Model, pds: Pds, part: int, record_property: Cases
) -> None:
    environ = {"LIGNE_BLUESKY": pds.url, "LIGNE_BLUESKY_HANDLE": HANDLE, "LIGNE_BLUESKY_PASSWORD": PASSWORD}
    slots = {str(one.key): one.instant for one in model.loads[BUILT].due(Ledger()).due}
    keys = {record_key(f"bluesky:{name}", slots[f"bluesky:{name}"], 0): f"bluesky:{name}" for name in ("a", "b")}
    kills = 0
    for number in range(SCHEDULES):
        random = Random(seed_of("bluesky", part, number))
        pds.clear()
        storm = Storm(model, tmp_path / str(number), random, act=partial(to_accounts, environ))
        under_fire(storm, random, (*BLUESKY, *STAGE))
        found = wrong_with(storm, "bluesky", lambda: Counter(keys.get(one, one) for one in pds.records()))
        assert found == [], f"schedule {number}"
        kills += storm.kills
    record_property("cases", kills)


def test_a_ledger_without_claims_is_found_out(tmp_path: Path, model: Model, mock: Instance) -> None:
    random = Random(seed_of("no claim"))
    mock.reset(random, keeps_keys=False, faults=0)
    storm = Storm(model, tmp_path, random, NoClaim, at_mock(mock))
    storm.end([storm.start(at=at) for at in CLOCKS[:3]])
    assert mock.came(LINKS)["mastodon:a"] > 1


def test_posting_again_where_keys_are_ignored_is_found_out(
    tmp_path: Path, model: Model, mock: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = Mastodon.post
    monkeypatch.setattr(Mastodon, "post", lambda self, key, post: (once(self, key, post), once(self, key, post))[1])
    random = Random(seed_of("again"))
    mock.reset(random, keeps_keys=False, faults=0)
    storm = Storm(model, tmp_path, random, act=at_mock(mock))
    assert wrong_with(storm, "mastodon", lambda: mock.came(LINKS)) == [
        "came 2 times: mastodon:a",
        "came 2 times: mastodon:b",
    ]
