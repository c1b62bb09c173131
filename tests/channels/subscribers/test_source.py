from __future__ import annotations

import json
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from channels.subscribers.mask import Masks
from channels.subscribers.record import Reader
from channels.subscribers.setting import Opening, open_source
from channels.subscribers.subscriber import Consent, Status, Subscriber
from editorial.errors import EditorialError
from editorial.segment import Frequency
from tests.channels.ledger.workshop import git

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEY = "ab" * 16
MASKS = Masks(bytes.fromhex(KEY))


def named(setting):
    return {"LIGNE_MASK_KEY": KEY, "LIGNE_SUBSCRIBERS": f"autre=csv:nulle-part.csv\nlettre={setting}"}


def opening(setting):
    return Opening("lettre", named(setting), Path(), Reader(("first_name",)))


def csv(tmp_path, *rows):
    path = tmp_path / "list.csv"
    path.write_text("\n".join(["email,status", *rows]) + "\n")
    return path


def addresses(source):
    return [person.address for person in source.subscribers()]


@pytest.fixture
def kept(database):
    """Give a list in a database, with two who read it and one who was not asked yet."""
    found = Opening("lettre", named(database), Path(), Reader(("first_name",))).database(database)
    people = [
        Subscriber("ada@x.example", "fr", Frequency.WEEKLY, ("ecouter",), fields={"first_name": "Ada"}),
        Subscriber("bob@x.example", consent=Consent(AT, "form", "v2")),
        Subscriber("eve@x.example", status=Status.PENDING),
    ]
    found.enter([(MASKS.mask(person.address), person) for person in people], AT)
    return found


def test_subscribers_of_a_file_are_the_active_ones_each_once(tmp_path):
    rows = ["Ada@x.example,", "bob@x.example,pending", "ada@X.example,active", "broken,", "eve@x.example,actif"]
    source = open_source("lettre", named(f"csv:{csv(tmp_path, *rows)}"))
    assert addresses(source) == ["Ada@x.example", "eve@x.example"]
    assert (source.tally.rows, source.tally.first) == (5, [(4, "duplicate"), (5, "syntax")])


@pytest.mark.parametrize("order", [0, 1], ids=["left below", "left above"])
@pytest.mark.parametrize("status", ["unsubscribed", "désabonnée", "bounced", "complained"])
def test_who_left_in_one_row_is_not_written_to_by_another(tmp_path, status, order):
    rows = ["ada@x.example,active", f"ADA@x.example,{status}"]
    source = open_source("lettre", named(f"csv:{csv(tmp_path, *(reversed(rows) if order else rows))}"))
    assert addresses(source) == []


def test_suppressions_beside_a_file_win_and_are_looked_at_again(tmp_path):
    setting = f"csv:{csv(tmp_path, 'ada@x.example,', 'bob@x.example,', 'eve@x.example,')}"
    source, keeper = opening(setting).source(setting), opening(setting).suppressions(setting)
    masks = [MASKS.mask(f"{name}@x.example") for name in ("ada", "bob")]
    assert (len(addresses(source)), source.left(masks)) == (3, frozenset())
    assert keeper.suppress(masks[:1], Status.UNSUBSCRIBED, AT) == 1
    assert keeper.suppress(masks[:1], Status.COMPLAINED, AT) == 0
    assert (addresses(source), source.left(masks)) == (["bob@x.example", "eve@x.example"], frozenset(masks[:1]))
    beside = tmp_path / "suppressions.csv"
    assert beside.read_text().splitlines() == [
        "list,mask,why,at",
        f",{MASKS.proof},key,",
        f"lettre,{masks[0]},unsubscribed,2026-11-23T09:00:00+00:00",
    ]
    assert beside.stat().st_mode & 0o777 == 0o600


def test_addresses_in_a_file_of_suppressions_count_by_their_masks_for_every_list(tmp_path):
    (tmp_path / "suppressions.csv").write_text("email;motif\nADA@x.example;parti\n")
    assert addresses(open_source("lettre", named(f"csv:{csv(tmp_path, 'ada@x.example,')}"))) == []


def test_suppressions_under_another_key_stop_the_reading(tmp_path):
    setting = f"csv:{csv(tmp_path, 'ada@x.example,')}"
    opening(setting).suppressions(setting).suppress([MASKS.mask("ada@x.example")], Status.UNSUBSCRIBED, AT)
    with pytest.raises(EditorialError, match="kept under another mask key"):
        addresses(open_source("lettre", {**named(setting), "LIGNE_MASK_KEY": "cd" * 16}))


def test_suppressions_of_another_list_do_not_count(tmp_path):
    (tmp_path / "suppressions.csv").write_text(f"list,mask\nautre,{MASKS.mask('ada@x.example')}\n")
    assert addresses(open_source("lettre", named(f"csv:{csv(tmp_path, 'ada@x.example,')}"))) == ["ada@x.example"]


@pytest.mark.parametrize(
    "row", ["lettre,zz", "lettre,abcd", 'lettre,"', "lettre,"], ids=["hex", "short", "quote", "empty"]
)
def test_suppression_nobody_can_read_stops_the_reading(tmp_path, row):
    (tmp_path / "suppressions.csv").write_text(f"list,mask\n{row}\n")
    with pytest.raises(EditorialError, match="does not say who left"):
        addresses(open_source("lettre", named(f"csv:{csv(tmp_path, 'ada@x.example,')}")))


def test_suppressions_that_are_named_and_missing_stop_the_reading(tmp_path):
    setting = f"csv:{csv(tmp_path, 'ada@x.example,')}"
    environ = {**named(setting), "LIGNE_SUPPRESSIONS": f"csv:{tmp_path}/left.csv"}
    with pytest.raises(EditorialError, match=r"csv:left\.csv, which LIGNE_SUPPRESSIONS names, do not exist"):
        addresses(open_source("lettre", environ))
    Opening("lettre", environ, tmp_path, Reader()).suppressions(setting).suppress([], Status.UNSUBSCRIBED, AT)
    assert (tmp_path / "left.csv").read_text() == f"list,mask,why,at\n,{MASKS.proof},key,\n"
    assert addresses(open_source("lettre", environ)) == ["ada@x.example"]


def test_suppressions_in_a_database_win_over_a_file(tmp_path, database):
    setting = f"csv:{csv(tmp_path, 'ada@x.example,', 'bob@x.example,')}"
    environ = {**named(setting), "LIGNE_SUPPRESSIONS": database}
    keeper = Opening("lettre", environ, tmp_path, Reader()).suppressions(setting)
    assert keeper.suppress([MASKS.mask("ada@x.example")], Status.BOUNCED, AT) == 1
    assert addresses(open_source("lettre", environ)) == ["bob@x.example"]


_SAID_TWICE = """{"email": "fay@x.example", "email": "gus@x.example"}
{"email": "hal@x.example", "fields": {"first_name": "Hal", "first_name": "Ida"}}
"""


def test_lines_of_json_are_read_as_rows_are(tmp_path):
    lines = [
        {"address": "ada@x.example", "pillars": ["ecouter"], "frequency": "weekly", "fields": {"first_name": "Ada"}},
        {"email": "bob@x.example", "statut": "désabonné"},
        {"email": "eve@x.example", "first_name": "Ève", "courriel": "x@x.example"},
        ["dan@x.example"],
    ]
    path = tmp_path / "list.jsonl"
    path.write_text(
        "\ufeff" + "\n".join(json.dumps(line) for line in lines) + "\n{\n\n" + "[" * 70_000 + "\n" + _SAID_TWICE
    )
    source = opening(f"jsonl:{path}").source(f"jsonl:{path}")
    assert list(source.subscribers()) == [
        Subscriber("ada@x.example", "", Frequency.WEEKLY, ("ecouter",), fields={"first_name": "Ada"})
    ]
    assert source.tally.first == [
        (3, "twice"),
        (4, "json"),
        (5, "json"),
        (7, "long"),
        (8, "twice"),
        (9, "twice"),
    ]


def test_list_in_a_database_is_read_in_the_order_it_was_entered(kept, database):
    source = opening(database).source(database)
    assert list(source.subscribers()) == [
        Subscriber("ada@x.example", "fr", Frequency.WEEKLY, ("ecouter",), fields={"first_name": "Ada"}),
        Subscriber("bob@x.example", consent=Consent(AT, "form", "v2")),
    ]


def test_who_leaves_while_a_list_is_read_is_known_at_once(kept, database):
    source = opening(database).source(database)
    masks = [MASKS.mask(f"{name}@x.example") for name in ("ada", "bob", "eve", "nobody")]
    assert source.left(masks) == frozenset(masks[2:])
    kept.suppress(masks[:1], Status.UNSUBSCRIBED, AT)
    assert (source.left(masks), addresses(source)) == (frozenset({masks[0], *masks[2:]}), ["bob@x.example"])


def test_list_longer_than_a_page_is_read_whole(database):
    kept = opening(database).database(database)
    people = [Subscriber(f"n{number}@x.example") for number in range(4_001)]
    kept.enter([(MASKS.mask(person.address), person) for person in people], AT)
    assert list(opening(database).source(database).subscribers()) == people


def test_who_left_never_comes_back_by_an_import_and_who_asked_is_not_confirmed_by_one(kept, database):
    people = [Subscriber(f"{name}@x.example") for name in ("ada", "bob", "eve", "new")]
    masked = [(MASKS.mask(person.address), person) for person in people]
    kept.suppress([masked[0][0]], Status.COMPLAINED, AT)
    kept.erase(masked[1][0], AT)
    assert kept.enter(masked, AT) == {"left": 2, "unchanged": 1, "new": 1}
    assert kept.enter(masked, AT) == {"left": 2, "unchanged": 2}
    assert kept.counts() == {"complained": 1, "pending": 1, "active": 1, "suppressed": 2}
    assert addresses(opening(database).source(database)) == ["new@x.example"]


def test_import_fills_gaps_and_leaves_choices(kept, database):
    ada = Subscriber("ada@x.example", "en", Frequency.MONTHLY, ("publier",), fields={"first_name": "Augusta"})
    bob = Subscriber("bob@x.example", "en", consent=Consent(None, "paper"))
    assert kept.enter([(MASKS.mask(one.address), one) for one in (ada, bob)], AT) == {"changed": 2}
    assert list(opening(database).source(database).subscribers()) == [
        Subscriber("ada@x.example", "fr", Frequency.WEEKLY, ("ecouter",), fields={"first_name": "Augusta"}),
        Subscriber("bob@x.example", "en", consent=Consent(AT, "form", "v2")),
    ]


def test_who_left_elsewhere_is_kept_by_mask_alone(kept, database):
    gone = [Subscriber(f"{name}@x.example", status=Status.UNSUBSCRIBED) for name in ("ada", "stranger")]
    assert kept.enter([(MASKS.mask(one.address), one) for one in gone], AT) == {"suppressed": 2}
    assert kept.counts() == {"unsubscribed": 1, "active": 1, "pending": 1, "suppressed": 2}
    assert [found.address for _, found in kept.records()] == ["bob@x.example", "eve@x.example"]


def test_graver_reason_replaces_a_milder_one(kept):
    mask = MASKS.mask("ada@x.example")
    assert [kept.suppress([mask], why, AT) for why in (Status.UNSUBSCRIBED, Status.COMPLAINED)] == [1, 0]
    assert kept.counts()["suppressed"] == 1
    assert kept.counts()["unsubscribed"] == 1


def test_database_of_one_list_says_nothing_of_another(kept, database):
    other = Opening("autre", named(database), Path(), Reader()).source(database)
    assert addresses(other) == []


def test_database_without_a_list_says_how_to_make_one(database):
    with pytest.raises(EditorialError, match="ligne subscribers import"):
        addresses(opening(database).source(database))


def test_file_of_a_database_is_for_its_owner_alone(tmp_path):
    setting = f"sqlite:{tmp_path}/list.db"
    opening(setting).database(setting).enter([], AT)
    assert (tmp_path / "list.db").stat().st_mode & 0o777 == 0o600


def test_list_that_git_tracks_is_refused(tmp_path):
    git(tmp_path, "init", "-q")
    path = csv(tmp_path, "ada@x.example,")
    assert addresses(open_source("lettre", named(f"csv:{path}"))) == ["ada@x.example"]
    git(tmp_path, "add", "list.csv")
    with pytest.raises(EditorialError, match=r"“list\.csv” is tracked by git"):
        open_source("lettre", named(f"csv:{path}"))


SETTINGS = {
    "no list is named": ("", "nothing says where the list “lettre” is"),
    "another list is named": ("autre=csv:a.csv", r"names no list “lettre” \(it names autre\)"),
    "not a pair": ("csv:ada@x.example.csv", "item no. 1 is not written list=source"),
    "a list named twice": ("lettre=csv:a lettre=csv:b", "names the list “lettre” twice"),
    "an unknown source": ("lettre=excel:a.xls", "“excel:” names no source"),
    "the list of a provider": ("lettre=provider:", "kept by the mail provider"),
    "a service without a token": ("lettre=service:https://x.example", "LIGNE_SERVICE_TOKEN is missing"),
    "a database whose address cannot be read": ("lettre=postgresql://u:s3cret@h:port/x", "is not readable"),
    "a password with an @ that is not written %40": ("lettre=postgresql://u:p@s3cret@h/x", "are written %40"),
    "a kind of database nobody has": ("lettre=sqlite3:a.db", "“sqlite3:” names no source"),
}


def test_token_that_is_none_is_not_repeated():
    environ = {**named("service:https://x.example"), "LIGNE_SERVICE_TOKEN": "s3cret\nX-Other: 1"}
    with pytest.raises(EditorialError, match="characters that no token has") as caught:
        open_source("lettre", environ)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(("lists", "said"), SETTINGS.values(), ids=SETTINGS)
def test_setting_that_names_no_list_is_refused_without_its_secrets(lists, said):
    with pytest.raises(EditorialError, match=said) as caught:
        open_source("lettre", {"LIGNE_MASK_KEY": KEY, "LIGNE_SUBSCRIBERS": lists})
    assert [secret for secret in ("s3cret", "ada@x.example") if secret in str(caught.value)] == []


def test_password_of_a_database_that_does_not_answer_is_not_said():
    setting = "postgresql://ligne:s3cret@127.0.0.1:1/x"
    with pytest.raises(EditorialError, match=r"postgresql://127\.0\.0\.1:1/x could not be read") as caught:
        addresses(opening(setting).source(setting))
    assert "s3cret" not in str(caught.value)


def test_list_however_long_is_never_in_memory(tmp_path):
    peaks = []
    for rows in (1_000, 8_000):
        source = open_source("lettre", named(f"csv:{csv(tmp_path, *(f'n{one}@x.example,' for one in range(rows)))}"))
        tracemalloc.start()
        assert sum(1 for _ in source.subscribers()) == rows
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2


def test_imports_at_once_enter_each_person_once(database):
    people = [Subscriber(f"n{number}@x.example") for number in range(200)]
    masked = [(MASKS.mask(person.address), person) for person in people]
    with ThreadPoolExecutor(4) as threads:
        runs = [threads.submit(opening(database).database(database).enter, masked, AT) for _ in range(4)]
    assert all(run.result().total() == 200 for run in runs)
    assert addresses(opening(database).source(database)) == [person.address for person in people]
