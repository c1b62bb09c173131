from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from channels.ledger import commit, repository, tree
from channels.ledger.entry import Entry, Key, What
from channels.ledger.git import GitStore
from channels.ledger.ledger import State
from channels.ledger.store import Outcome, claim, resolve, settle
from channels.ledger.tree import ABOUT
from editorial.errors import EditorialError
from tests.channels.ledger.workshop import AT, KEYS, clone_of, git, hook

REF = "refs/ligne/ledger"
FEW_TICKS = 4
OURS = '{"ligne": "ledger", "format": 1, "folded": 0}\n'
DIES_AFTER = "kill -9 $PPID"
"""A hook that ends the remote's side of the push, so that the pusher gets no answer."""


def files(remote):
    return git(remote, "ls-tree", "--name-only", REF).split()


def test_a_tick_is_one_commit_that_touches_neither_work_tree_nor_index(remote, clone):
    (clone / "text.md").write_text("hello")
    before = git(clone, "status", "--porcelain", "--branch")
    store = GitStore(clone)
    mine = claim(store, KEYS, AT, late=[Key("blog", "late")])
    settle(store, mine, dict.fromkeys(KEYS, Outcome(What.SENT)), AT)
    assert git(remote, "log", "--format=%an %ae %s", REF).splitlines() == [
        "Ligne ligne@invalid ligne ledger: 3 sent",
        "Ligne ligne@invalid ligne ledger: 3 claim, 1 skipped-late",
    ]
    assert (git(clone, "status", "--porcelain", "--branch"), git(remote, "branch")) == (before, "")
    assert files(remote) == [ABOUT, "tick-00000001.jsonl", "tick-00000002.jsonl"]


def test_ref_has_the_name_one_gives_it(remote, clone):
    claim(GitStore(clone, ref="refs/heads/ligne-ledger"), KEYS, AT)
    assert git(remote, "for-each-ref", "--format=%(refname)").split() == ["refs/heads/ligne-ledger"]


def test_remote_may_be_an_address(remote, clone):
    claim(GitStore(clone, str(remote)), KEYS, AT)
    assert GitStore(clone).read().state(KEYS[0]) is State.IN_DOUBT


def test_ledger_is_written_from_a_shallow_clone_with_a_detached_head(remote, clone, tmp_path):
    for number in range(3):
        (clone / "a").write_text(f"{number}")
        git(clone, "add", "-A")
        git(clone, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "a")
    git(clone, "push", "-q", "origin", "HEAD:main")
    claim(GitStore(clone), KEYS[:1], AT)
    git(tmp_path, "clone", "-q", "--depth=1", "--branch=main", remote.as_uri(), "shallow")
    shallow = tmp_path / "shallow"
    git(shallow, "checkout", "-q", "--detach")
    store = GitStore(shallow)
    claim(store, KEYS[1:2], AT)
    assert [store.read().state(key) for key in KEYS] == [State.IN_DOUBT, State.IN_DOUBT, State.UNCLAIMED]
    assert git(shallow, "rev-list", "--count", "HEAD").strip() == "1"


def test_push_that_arrived_but_was_not_answered_is_known_by_its_nonce(remote, clone):
    hook(remote, "post-receive", f"rm hooks/post-receive; {DIES_AFTER}")
    mine = claim(GitStore(clone), KEYS, AT)
    assert (mine.held, git(remote, "rev-list", "--count", REF)) == (KEYS, "1\n")


def test_push_that_did_not_arrive_is_tried_again(remote, clone):
    hook(remote, "pre-receive", f"rm hooks/pre-receive; {DIES_AFTER}")
    mine = claim(GitStore(clone), KEYS, AT)
    assert (mine.held, git(remote, "rev-list", "--count", REF)) == (KEYS, "1\n")


def test_outcome_whose_push_was_not_answered_is_recorded_once(remote, clone):
    store = GitStore(clone)
    mine = claim(store, KEYS, AT)
    hook(remote, "post-receive", f"rm hooks/post-receive; {DIES_AFTER}")
    assert settle(store, mine, dict.fromkeys(KEYS, Outcome(What.SENT)), AT) == ()
    assert git(remote, "rev-list", "--count", REF) == "2\n"


def test_remote_that_never_answers_is_given_up_and_the_claim_is_in_doubt(remote, clone):
    hook(remote, "post-receive", f"chmod -R a-x .; mv HEAD NO_HEAD; {DIES_AFTER}")
    with pytest.raises(EditorialError):
        claim(GitStore(clone), KEYS, AT)
    (remote / "NO_HEAD").rename(remote / "HEAD")
    assert GitStore(clone).read().state(KEYS[0]) is State.IN_DOUBT


def test_loser_of_a_race_sees_who_won(remote, clone, tmp_path):
    store, other = GitStore(clone), GitStore(clone_of(remote, tmp_path / "other"))
    claim(store, [Key("blog", "first")], AT)
    # `store` believes that the ledger stands where it left it.
    claim(other, KEYS[:2], AT)
    mine = claim(store, KEYS, AT)
    assert (mine.held, list(mine.others)) == (KEYS[2:], list(KEYS[:2]))


def test_two_runs_in_one_clone_do_not_harm_each_other(clone):
    worker = (
        "import sys; from datetime import *; from pathlib import Path\n"
        "from channels.ledger.git import GitStore; from channels.ledger.store import claim\n"
        "from channels.ledger.entry import Key\n"
        "for n in range(4): claim(GitStore(Path(sys.argv[1])), [Key('blog', f'{sys.argv[2]}-{n}')], datetime.now(UTC))"
    )
    runs = [subprocess.Popen([sys.executable, "-c", worker, clone, name]) for name in "ab"]
    assert [run.wait(60) for run in runs] == [0, 0]
    assert len(GitStore(clone).read().rows) == 8


def test_lock_that_a_dead_run_left_in_the_clone_stops_nobody(clone):
    store = GitStore(clone)
    claim(store, KEYS[:1], AT)
    store.read()
    (ref,) = git(clone, "for-each-ref", "--format=%(refname)").split()
    (clone / ".git" / f"{ref}.lock").touch()
    claim(GitStore(clone), KEYS[1:], AT)
    assert GitStore(clone).read().in_doubt() == KEYS


def test_long_ledger_is_folded_and_says_the_same(remote, clone, tmp_path, monkeypatch):
    monkeypatch.setattr(commit, "MAX_TICKS", FEW_TICKS)
    store = GitStore(clone)
    mine = claim(store, KEYS, AT)
    for number in range(FEW_TICKS + 1):
        claim(store, [Key("blog", f"a-{number}")], AT)
    tip = store.read().tip
    settle(store, mine, {KEYS[0]: Outcome(What.SENT)}, AT)
    fresh = GitStore(clone_of(remote, tmp_path / "fresh"))
    said = fresh.read()
    assert files(remote) == ["folded-00000001.jsonl", ABOUT, *(f"tick-{number:08d}.jsonl" for number in (5, 6, 7))]
    assert (len(said.rows), said.state(KEYS[0]), said.state(KEYS[1])) == (FEW_TICKS + 4, State.SENT, State.IN_DOUBT)
    assert (said, fresh.descends(tip)) == (store.read(), True)


def test_folded_files_that_are_long_are_never_written_again(remote, clone, tmp_path, monkeypatch):
    monkeypatch.setattr(commit, "MAX_TICKS", 1)
    monkeypatch.setattr(tree, "MAX_LINES", 3)
    writer, witness = GitStore(clone), GitStore(clone_of(remote, tmp_path / "witness"))
    seen: dict[str, set[str]] = {}
    for number in range(9):
        mine = claim(writer, [KEYS[0], Key("blog", f"a-{number}"), Key("blog", f"b-{number}")], AT)
        outcome = Outcome(What.FAILED) if number < 8 else Outcome(What.SENT)
        settle(writer, mine, dict.fromkeys(mine.held, outcome), AT)
        # One that has read every tick says the same as one that comes for the first time.
        said = GitStore(clone_of(remote, tmp_path / f"{number}")).read()
        assert witness.read() == writer.read() == said
        for line in git(remote, "ls-tree", REF).splitlines():
            seen.setdefault(line.split()[3], set()).add(line.split()[2])
    folded = [name for name in sorted(seen) if name.startswith("folded")]
    assert len(folded) > 3
    assert {name: len(seen[name]) <= 2 for name in folded} == dict.fromkeys(folded, True)
    assert (said.state(KEYS[0]), said.last(KEYS[0]).attempt, len(said.rows)) == (State.SENT, 9, 19)


def test_run_that_began_before_the_folding_goes_on_after_it(remote, clone, tmp_path, monkeypatch):
    monkeypatch.setattr(commit, "MAX_TICKS", FEW_TICKS)
    early, other = GitStore(clone), GitStore(clone_of(remote, tmp_path / "other"))
    mine = claim(early, KEYS, AT)
    for number in range(FEW_TICKS + 1):
        claim(other, [Key("blog", f"a-{number}")], AT)
    assert settle(early, mine, dict.fromkeys(KEYS, Outcome(What.SENT)), AT) == ()


@pytest.mark.parametrize("back", ["HEAD~1", None], ids=["rolled back", "taken away"])
def test_ledger_that_went_back_does_not_descend_from_what_was_known(remote, clone, tmp_path, back):
    store = GitStore(clone)
    for key in KEYS:
        claim(store, [key], AT)
    tip = store.read().tip
    git(remote, "update-ref", *([REF, f"{REF}~1"] if back else ["-d", REF]))
    fresh = GitStore(clone_of(remote, tmp_path / "fresh"))
    assert (fresh.descends(tip), GitStore(clone).descends(tip), fresh.descends("")) == (False, False, True)
    # A run that is at work sees it too, and stops.
    with pytest.raises(EditorialError, match="rolled back"):
        claim(store, [Key("blog", "next")], AT)


def test_tip_that_is_no_commit_is_not_looked_up(clone):
    claim(GitStore(clone), KEYS, AT)
    assert [GitStore(clone).descends(tip) for tip in ("--all", "HEAD", "4-abc")] == [False] * 3


# What stands in the way.


def refused(store):
    with pytest.raises(EditorialError) as caught:
        claim(store, KEYS, AT)
    return caught.value.problems[0].message.en


def test_remote_that_is_missing_is_named(clone, tmp_path):
    assert "the remote “nowhere” does not exist" in refused(GitStore(clone, "nowhere"))
    assert "does not exist" in refused(GitStore(clone, str(tmp_path / "gone.git")))


def test_site_outside_of_git_is_told_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "site").mkdir()
    assert "git init and git remote add origin" in refused(GitStore(tmp_path / "site"))


def test_machine_without_git_is_told_so(clone, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in refused(GitStore(clone))


def test_host_that_refuses_the_ref_is_told_from_a_race(remote, clone):
    git(remote, "config", "receive.hideRefs", "refs/ligne")
    said = refused(GitStore(clone))
    assert "git:origin#refs/heads/ligne-ledger" in said
    assert "deny updating a hidden ref" in said


def test_host_that_lets_nobody_write_is_told_from_a_race(remote, clone):
    hook(remote, "pre-receive", "echo no; exit 1")
    assert "pre-receive hook declined" in refused(GitStore(clone))


def test_host_that_never_stops_refusing_the_race_is_given_up(remote, clone):
    hook(remote, "pre-receive", f"mkdir -p refs/ligne; touch {REF}.lock")
    assert "others kept writing" in refused(GitStore(clone, patience_s=0.2))


def test_dubious_ownership_is_explained(clone, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert f"git config --global --add safe.directory {clone}" in refused(GitStore(clone))


def test_host_that_hangs_is_given_up_with_all_it_started(clone, tmp_path, monkeypatch):
    monkeypatch.setattr(repository, "NETWORK_S", 0.5)
    script = tmp_path / "ssh"
    script.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nsleep 600\n")
    script.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(script))
    assert "was stopped" in refused(GitStore(clone, "ssh://host.invalid/a.git"))
    said = Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}/status")
    for _ in range(50):
        # What nobody has waited for yet is a zombie: it runs no more.
        if not said.exists() or "zombie" in said.read_text():
            return
        time.sleep(0.1)
    pytest.fail("ssh still runs")


class Guarded(BaseHTTPRequestHandler):
    """A host that lets nobody in."""

    code = 401

    def do_GET(self) -> None:
        self.send_response(self.code)
        self.send_header("WWW-Authenticate", 'Basic realm="git"')
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.mark.parametrize(
    ("user", "code", "said"),
    [
        ("", 401, "terminal prompts disabled"),
        ("ana:secret@", 401, "Authentication failed"),
        ("", 403, "returned error: 403"),
    ],
)
def test_host_that_asks_for_a_password_is_not_waited_for(clone, monkeypatch, user, code, said):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for name in ("GIT_ASKPASS", "SSH_ASKPASS", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Guarded, "code", code)
    with ThreadingHTTPServer(("127.0.0.1", 0), Guarded) as server:
        threading.Thread(target=server.serve_forever).start()
        message = refused(GitStore(clone, f"http://{user}127.0.0.1:{server.server_port}/a.git"))
        server.shutdown()
    assert "give the job a token or a key that may write" in message
    assert (said in message, "secret" in message) == (True, False)


def test_partial_clone_reads_the_whole_ledger(remote, clone, tmp_path):
    git(remote, "config", "uploadpack.allowFilter", "true")
    claim(GitStore(clone), KEYS, AT)
    git(clone, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "--allow-empty", "-m", "a")
    git(clone, "push", "-q", "origin", "HEAD:main")
    git(tmp_path, "clone", "-q", "--filter=blob:none", "--branch=main", remote.as_uri(), "partial")
    assert claim(GitStore(tmp_path / "partial"), KEYS, AT).others == dict.fromkeys(KEYS, State.IN_DOUBT)


@pytest.mark.parametrize("where", ["environment", "configuration"])
def test_ssh_asks_nothing_and_keeps_its_own_options(clone, tmp_path, monkeypatch, where):
    (tmp_path / "ssh").write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/said\nexit 255\n')
    (tmp_path / "ssh").chmod(0o755)
    monkeypatch.delenv("GIT_SSH_COMMAND", raising=False)
    if where == "environment":
        monkeypatch.setenv("GIT_SSH_COMMAND", f"{tmp_path}/ssh -i key")
    else:
        git(clone, "config", "core.sshCommand", f"{tmp_path}/ssh -i key")
    refused(GitStore(clone, "ssh://host.invalid/a.git"))
    said = (tmp_path / "said").read_text()
    assert ("-i key" in said, "BatchMode=yes" in said) == (True, True)


def test_password_of_an_address_is_never_said(clone):
    store = GitStore(clone, "https://ana:secret@127.0.0.1:1/a.git")
    assert ("secret" in refused(store), "secret" in store.name, "ana" in store.name) == (False, False, False)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({ABOUT: "hello\n"}, "not a ledger of Ligne"),
        ({ABOUT: '{"ligne": "ledger", "format": 2, "folded": 0}\n'}, "update Ligne"),
        ({ABOUT: '{"ligne": "ledger", "format": "1", "folded": 0}\n'}, "not a ledger of Ligne"),
        ({ABOUT: '["ligne"]\n'}, "not a ledger of Ligne"),
        ({ABOUT: OURS, "tick-00000001.jsonl": "[1]\n"}, "not a ledger of Ligne"),
        ({ABOUT: OURS, "tick-00000001.jsonl": "{}\n"}, "not a ledger of Ligne"),
        ({ABOUT: OURS, "tick-00000001.jsonl": '{"key": 1}\n'}, "not a ledger of Ligne"),
        ({ABOUT: OURS, "folded-00000001.jsonl": '{"key": '}, "not a ledger of Ligne"),
        ({ABOUT: OURS, "folded-00000001.jsonl": '{"key": "blog:a"}\n'}, "not Ligne’s"),
        ({"tick-00000001.jsonl": "{}\n"}, "not a ledger of Ligne"),
        ({ABOUT: "[" * 100_000}, "not a ledger of Ligne"),
        ({ABOUT: OURS, "tick-00000001.jsonl": "[" * 100_000}, "not a ledger of Ligne"),
    ],
    ids=[
        *("foreign", "newer", "odd", "list", "no entry", "no key", "odd key", "cut", "half an entry", "headless"),
        *("nested without end", "nested below"),
    ],
)
def test_ref_that_holds_something_else_is_left_alone(remote, clone, content, message):
    listed = ""
    for name, text in content.items():
        (clone / "blob").write_text(text)
        listed += f"100644 blob {git(clone, 'hash-object', '-w', 'blob').strip()}\t{name}\n"
    (clone / "tree").write_text(listed)
    written = subprocess.check_output(["git", "mktree"], cwd=clone, stdin=(clone / "tree").open()).decode().strip()
    made = git(clone, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit-tree", written, "-m", "a").strip()
    git(clone, "push", "-q", "origin", f"{made}:{REF}")
    with pytest.raises(EditorialError, match=message):
        claim(GitStore(clone), [Key("blog", "a")], AT)
    assert git(remote, "rev-parse", REF).strip() == made


def test_branch_of_texts_is_not_taken_for_a_ledger(clone):
    git(clone, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "--allow-empty", "-m", "a")
    git(clone, "push", "-q", "origin", f"HEAD:{REF}")
    assert "not a ledger of Ligne" in refused(GitStore(clone))


def test_every_line_of_the_ref_is_json_that_a_person_can_read(remote, clone):
    store = GitStore(clone)
    claim(store, KEYS[:1], AT)
    resolve(store, KEYS[0], What.RESOLVED_SENT, "reçue", AT)
    said = json.loads(git(remote, "show", f"{REF}:tick-00000002.jsonl"))
    assert [said[name] for name in ("key", "what", "at", "attempt", "why")] == [
        "mastodon:bonjour", "resolved-sent", "2026-11-23T09:00:00+00:00", 1, "reçue",
    ]  # fmt: skip


def test_wrong_shape_is_refused_before_anything_is_written(remote, clone):
    with pytest.raises(EditorialError, match="personal"):
        GitStore(clone).enter([Entry(KEYS[0], What.CLAIM, AT, "1" * 32, ref="a@b.example")])
    assert git(remote, "for-each-ref") == ""
