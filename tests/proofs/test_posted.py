"""However a run that posts dies, and whatever a server answers, each post is there once or is shown as in doubt."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random

import pytest

from channels.build import look_over
from channels.channel import Brief
from channels.delivery.afterwards import EDIT, Outbox, find_amendments
from channels.delivery.amending import STEPS as AMENDMENT
from channels.delivery.amending import Desk, amend
from channels.delivery.deliver import Load, Round, deliver
from channels.delivery.destinations import Destinations
from channels.delivery.folder import Folder
from channels.delivery.sealed import Sealed, read_sealed
from channels.ledger.entry import What, key_from
from channels.ledger.git import GitStore
from channels.ledger.ledger import Ledger
from channels.ledger.posted import WITHDRAWN
from channels.ledger.store import Outcome
from channels.posting.bluesky import record_key
from channels.posting.mastodon import Mastodon
from channels.posting.setting import accounts_in
from editorial.site import read_site
from tests.channels.posting.conftest import HANDLE, PASSWORD, Pds
from tests.channels.posting.conftest import pds as pds
from tests.command import ligne
from tests.proofs.mastodon_mock import FAULTS, Instance, instance
from tests.proofs.once import BUILT, CLOCKS, Act, Model, Storm, faults_in, model_in
from tests.proofs.parts import IS_FULL, parts, seed_of
from tests.proofs.test_once import NoClaim

proof = pytest.mark.proof("posted")
SCHEDULES = 10 if IS_FULL else 2
"""Of one part; in each two runs are killed."""
MASTODON, BLUESKY = ("limits", "media", "status", "posted"), ("session", "embed", "blob", "record", "posted")
STAGE = ("claim social", "send social", "sent social", "settle social", "settled social")
LINKS = {f"https://banc.example/{name}/": f"mastodon:{name}" for name in ("a", "b")}
AMENDING = {"update": ("limits", "edit", "edited"), "withdraw": ("delete", "deleted")}
AMENDED: dict[str, Callable[[After, After], tuple[After, str, Callable[[str], bool]]]] = {
    "update": lambda mended, _: (mended, f"{EDIT}1", lambda text: "Mieux dit." in text),
    "withdraw": lambda _, taken_down: (taken_down, WITHDRAWN, lambda text: not text),
}
"""By which site posts are amended, what the id of each then ends with, and what shows that it was done."""
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
    stopped.comes_to_its_step()
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


def environ_of(mock: Instance) -> dict[str, str]:
    return {"LIGNE_MASTODON": mock.url, "LIGNE_MASTODON_TOKEN": "secret"}


def at_mock(mock: Instance) -> Act:
    return partial(to_accounts, environ_of(mock))


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


@dataclass(frozen=True)
class After:
    """What became of the site once its posts had left: what is to be edited or withdrawn by it."""

    brief: Brief
    site: Sealed

    def amend(
        self, environ: Mapping[str, str], store: GitStore, to: Path, load: Load, at: datetime,
        announce: Callable[[str], None],
    ) -> None:  # fmt: skip
        """Do what is to be done of the posts."""
        found = find_amendments(self.brief, store.read(), Outbox(self.site.folder), ["mastodon"])
        amend(Desk(self.site, accounts_in(environ, announce)), store, found, at, lambda row: None, announce)


def after(model: Model, folder: Path, front: str) -> After:
    """Give the site of the model once a line stands in the front matter of each of its pieces."""
    shutil.copytree(model.loads[BUILT].site.folder.parent, folder)
    for name in ("a", "b"):
        path = next((folder / "content").rglob(f"{name}.md"))
        lines = [line for line in path.read_text().splitlines() if not line.startswith(front.partition(":")[0] + ":")]
        path.write_text("\n".join(["---", front, *lines[1:], ""]))
    assert ligne("build", "--at", BUILT.isoformat(), site=folder).code == 0
    return After(look_over(read_site(folder), CLOCKS[1]).brief, read_sealed(folder / "output"))


@pytest.fixture(scope="module")
def mended(model: Model, tmp_path_factory: pytest.TempPathFactory) -> After:
    """Give the site once the words of its posts were mended."""
    return after(model, tmp_path_factory.mktemp("mended") / "site", 'social: {mastodon: {text: "Mieux dit."}}')


@pytest.fixture(scope="module")
def taken_down(model: Model, tmp_path_factory: pytest.TempPathFactory) -> After:
    """Give the site once its pieces were taken down."""
    return after(model, tmp_path_factory.mktemp("taken-down") / "site", "status: unpublished")


def amended(storm: Storm, mock: Instance, end: str, is_done: Callable[[str], bool]) -> Iterator[str]:
    """Give what is wrong with the posts once a last run had its turn, by what the ledger says of each."""
    storm.sober()
    ledger = storm.ledger()
    yield from (f"crashed: exit {code}" for code in storm.codes if code not in (0, 2, -9))
    if len(mock.statuses) != 2:
        yield f"{len(mock.statuses)} posts"
    for key in ("mastodon:a", "mastodon:b"):
        first = ledger.last(key_from(key))
        number = int(first.ref.rpartition("/")[2]) if first else 0
        state = str(ledger.state(key_from(f"{key}{end}")))
        if state not in ("in-doubt", "refused") and (state != "sent" or not is_done(mock.statuses[number - 1])):
            yield f"{state}, and is {mock.statuses[number - 1]!r}: {key}"


@proof
@pytest.mark.parametrize("part", parts(few=1, full=8))
@pytest.mark.parametrize("act", ["update", "withdraw"])
def test_a_run_that_is_killed_amends_or_leaves_a_doubt(
    tmp_path: Path, model: Model, mock: Instance, mended: After, taken_down: After, act: str, part: int,
    record_property: Cases,
) -> None:  # fmt: skip
    kills = 0
    for number in range(SCHEDULES):
        random = Random(seed_of(act, part, number))
        mock.reset(random, keeps_keys=True, faults=0)
        storm = Storm(model, tmp_path / str(number), random, act=at_mock(mock))
        assert storm.sober() == 0
        mock.faults = [random.choice(FAULTS) for _ in range(random.randint(0, 3))]
        site, end, is_done = AMENDED[act](mended, taken_down)
        storm.turn_to(partial(site.amend, environ_of(mock)))
        under_fire(storm, random, (*AMENDING[act], *AMENDMENT))
        assert list(amended(storm, mock, end, is_done)) == [], f"schedule {number}"
        kills += storm.kills
    record_property("cases", kills)


@pytest.mark.parametrize("instead", ["nothing", "a-new-post"])
def test_an_edit_that_is_none_is_found_out(
    tmp_path: Path, model: Model, mock: Instance, mended: After, instead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed_of("no edit", instead))
    mock.reset(random, keeps_keys=True, faults=0)
    storm = Storm(model, tmp_path, random, act=at_mock(mock))
    storm.sober()
    post = Mastodon.post
    acts = {
        "nothing": lambda self, left, post, url: Outcome(What.SENT, url),
        "a-new-post": lambda self, left, new, url: post(self, f"{url} again", new),
    }
    monkeypatch.setattr(Mastodon, "edit", acts[instead])
    storm.turn_to(partial(mended.amend, environ_of(mock)))
    assert list(amended(storm, mock, ".edit-1", lambda text: "Mieux dit." in text)) != []


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
