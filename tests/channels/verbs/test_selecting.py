"""`ligne check` says what is asked for: some files, what is staged as git has it, what a branch changed."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from channels.cli import ligne as command
from tests.builder import SiteBuilder
from tests.command import Ran, ligne

ROOT = Path(__file__).parents[3]
BANNED = {"vocabulary": {"banned": [{"term": "usé", "why": "x", "instead": "neuf"}]}}
A, B = "content/ecouter/a.md", "content/ecouter/b.md"


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    """Give a site of two pieces, both wrong and committed."""
    return SiteBuilder(tmp_path).charter(**BANNED).piece("a", "Un mot usé.").piece("b", "Un mot usé.").commit()


def found(ran: Ran) -> list[str]:
    return [f"{f['path']} {f['rule']}" for f in json.loads(ran.out)["findings"] if f["level"] == "error"]


def check(builder: SiteBuilder, *words: str) -> Ran:
    return ligne("check", "--at", "2026-03-10T12:00", "--format", "json", *words, site=builder.root)


def test_nothing_staged_is_nothing_to_say(site: SiteBuilder) -> None:
    ran = check(site, "--staged")

    assert (ran.code, found(ran)) == (0, [])


def test_what_is_staged_is_judged_as_git_has_it(site: SiteBuilder) -> None:
    site.piece("a", "Un mot usé, toujours usé.")._git("add", "-A")
    site.piece("a", "Un mot neuf.")
    staged, work_tree = check(site, "--staged"), check(site, A)

    assert (staged.code, found(staged)) == (1, [f"{A} words.banned"] * 2)
    assert (work_tree.code, found(work_tree)) == (0, [])


def test_what_is_staged_falls_under_a_newer_charter_though_the_work_tree_is_as_before(tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path).piece("a", "Un mot usé, encore usé.", date="2026-01-20T09:00+01:00").commit()
    site.charter(version="2.0.0", effective="2026-02-01", **BANNED).commit(at="2026-02-01T09:00:00+01:00")
    assert check(site).code == 0
    site.piece("a", "Un mot usé, toujours usé.", date="2026-01-20T09:00+01:00")._git("add", "-A")
    site.piece("a", "Un mot usé, encore usé.", date="2026-01-20T09:00+01:00")

    staged = check(site, "--staged")

    assert (staged.code, found(staged)) == (1, [f"{A} words.banned"] * 2)
    assert check(site, A).code == 0


def test_an_error_that_is_not_staged_does_not_stop_a_commit(site: SiteBuilder) -> None:
    site.piece("a", "Un mot neuf.")._git("add", "-A")
    site.piece("a", "Un mot usé.")

    assert check(site, "--staged").code == 0


def test_a_staged_file_that_is_gone_from_the_work_tree_is_judged(site: SiteBuilder) -> None:
    site.piece("c", "Un mot usé.")._git("add", "-A")
    (site.root / "content/ecouter/c.md").unlink()

    assert found(check(site, "--staged")) == ["content/ecouter/c.md words.banned"]


def test_a_staged_file_that_does_not_read_is_a_finding(site: SiteBuilder) -> None:
    site.file(A, b"---\ntitle: a: b\n---\n")._git("add", "-A")
    site.piece("a", "Neuf.")

    assert found(check(site, "--staged")) == [f"{A} yaml.syntax"]


def test_the_charter_and_the_calendar_are_the_staged_ones(site: SiteBuilder) -> None:
    site.charter().piece("a", "Un mot usé de plus.")._git("add", "-A")
    site.charter(**BANNED)

    assert check(site, "--staged").code == 0
    assert check(site, A).code == 1


def test_a_staged_charter_that_does_not_read_stops_the_command(site: SiteBuilder) -> None:
    site.charter(voix="vive")._git("add", "-A")
    site.charter(**BANNED)

    ran = check(site, "--staged")

    assert (ran.code, "editorial/charter.yaml" in ran.err) == (2, True)


def without_b(site: SiteBuilder) -> None:
    site._git("rm", "-q", B)


def with_another_id(site: SiteBuilder) -> None:
    site.piece("b", "Un mot neuf.", id="autre")._git("add", "-A")


def under_another_name(site: SiteBuilder) -> None:
    (site.root / B).rename(site.root / "content/ecouter/bis.md")
    site._git("add", "-A")


def only_in_the_work_tree(site: SiteBuilder) -> None:
    site._git("rm", "-q", "--cached", B)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (without_b, ("--staged",)),
        (without_b, ("--since", "HEAD")),
        (with_another_id, ("--staged",)),
        (under_another_name, ("--staged",)),
        (only_in_the_work_tree, ("--staged",)),
    ],
)
def test_entries_that_name_what_a_change_takes_away_are_told(site: SiteBuilder, act, words: tuple[str, ...]) -> None:
    entries = [{"slot": f"articles/2026-03-{day}", "piece": name} for day, name in (("10", "b"), ("17", "perdu"))]
    site.piece("a", "Un mot neuf.").piece("b", "Un mot neuf.", date=None).calendar(entries=entries).commit()
    act(site)

    ran = check(site, *words)

    told = [f["message"] for f in json.loads(ran.out)["findings"] if f["rule"] == "calendar.piece"]
    assert (ran.code, told) == (1, ["aucun texte n’a l’identifiant « b »"])


@pytest.mark.parametrize("words", [(A,), ("content",), ("--staged",), ("--since", "HEAD")], ids=str)
def test_a_rule_that_judges_no_text_is_told_whatever_is_asked_for(site: SiteBuilder, words: tuple[str, ...]) -> None:
    rule = "extends: sequence\nmessage: m\ntokens: [{pattern: a, tag: NN}, {pattern: b}]\n"
    site.file("editorial/styles/Banc/Suite.yml", rule).charter().commit()
    site.piece("a", "Un mot.")._git("add", "-A")

    findings = json.loads(check(site, *words).out)["findings"]

    assert [f["rule"] for f in findings if f["path"] == "editorial/styles/Banc/Suite.yml"] == ["Banc.Suite"]


def test_since_a_branch_only_what_changed_is_said(site: SiteBuilder) -> None:
    site._git("checkout", "-q", "-b", "retouche")
    site.piece("b", "Un mot usé, encore usé.").commit()

    assert found(check(site, "--since", "main")) == [f"{B} words.banned"] * 2
    assert found(check(site, "--since", "HEAD")) == []
    assert found(check(site, "--since", "main", A)) == []


@pytest.mark.parametrize(
    "words", [("--since", "absent"), ("--since", "main", "--staged"), ("absent.md",)], ids=["rev", "both", "path"]
)
def test_what_does_not_exist_is_a_sentence_and_exit_2(site: SiteBuilder, words: tuple[str, ...]) -> None:
    ran = check(site, *words)

    assert (ran.code, len(ran.err.splitlines())) == (2, 1)


def test_the_hook_of_the_repository_can_be_run_and_its_options_exist(site: SiteBuilder) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

    for hook in hooks:
        program, verb, *words = shlex.split(hook["entry"])
        assert program == "ligne"
        assert isinstance(command.commands[verb].make_context(verb, list(words)), click.Context)
        assert (hook["language"], hook["pass_filenames"]) == ("python", False)
    assert [hook["id"] for hook in hooks] == ["ligne-check"]


def test_the_hook_lets_a_right_commit_through_and_stops_a_wrong_one(site: SiteBuilder) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    words = shlex.split(hook["entry"])[1:]
    site.piece("a", "Un mot neuf.")._git("add", "-A")
    assert ligne(*words, "--at", "2026-03-10T12:00", site=site.root).code == 0
    site.piece("b", "Un mot usé deux fois usé.")._git("add", "-A")

    assert ligne(*words, "--at", "2026-03-10T12:00", site=site.root).code == 1


def test_the_hook_of_a_linked_work_tree_sees_what_is_staged_in_a_site_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "main/site").mkdir(parents=True)
    builder = SiteBuilder(tmp_path / "main/site").charter(**BANNED)
    builder.file("../.gitignore", ".ligne/\n")
    git = ["git", "-c", "user.name=Banc", "-c", "user.email=banc@banc.example"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "un"], ["worktree", "add", "-q", "../autre"]):
        subprocess.run([*git, *words], cwd=tmp_path / "main", check=True, capture_output=True)
    hook = tmp_path / "main/.git/hooks/pre-commit"
    program = f'"{sys.executable}" -c "from channels.cli import main; main()"'
    hook.write_text(f"#!/bin/sh\nexec {program} check --staged --site site --at 2026-03-10T12:00\n", "utf-8")
    hook.chmod(0o755)
    SiteBuilder(tmp_path / "autre/site").charter(**BANNED).piece("a", "Un mot usé.")
    subprocess.run([*git, "add", "-A"], cwd=tmp_path / "autre", check=True)

    done = subprocess.run([*git, "commit", "-m", "deux"], cwd=tmp_path / "autre", capture_output=True, text=True)

    assert (done.returncode, "content/ecouter/a.md" in done.stdout + done.stderr) == (1, True), done.stderr


def test_a_file_that_the_hook_looks_for_is_one_that_a_check_reads() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    names = ["content/a/b.md", "editorial/charter.yaml", "channels/blog.yaml", "README.md", "channels/cli.py"]

    assert [name for name in names if re.search(hook["files"], name)] == names[:3]


def test_a_staged_line_is_shown_as_git_has_it(site: SiteBuilder) -> None:
    site.piece("a", "Un mot usé, et un pas de côté.")._git("add", "-A")
    site.piece("a", "Neuf.")
    ran = ligne("check", "--at", "2026-03-10T12:00", "--staged", site=site.root)

    assert "Un mot usé, et un pas de côté." in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--fix", "--staged"], "git add"), (["--fix", "--baseline"], "--baseline"), (["--unsafe"], "--fix --unsafe")],
    ids=["fix-staged", "fix-baseline", "unsafe-alone"],
)
def test_what_contradicts_itself_is_refused(site: SiteBuilder, words: list[str], said: str) -> None:
    ran = check(site, *words)

    assert (ran.code, said in ran.err) == (2, True), ran.err


def test_only_what_was_asked_for_is_mended(site: SiteBuilder) -> None:
    site.charter(**BANNED, channels={"blog": {"typography": "fr"}, "newsletter": {}, "mastodon": {}}).commit()
    site.piece("a", "C'est un mot neuf.").commit()
    site.piece("b", "C'est un mot neuf.")

    assert check(site, "--fix", "--since", "HEAD").code == 0
    assert [("’" in (site.root / path).read_text("utf-8")) for path in (A, B)] == [False, True]


@pytest.mark.parametrize(
    "how", [[], ["--staged"], ["--since", "HEAD"], None], ids=["all", "staged", "since", "its name"]
)
def test_a_file_whose_name_is_no_utf8_is_told(site: SiteBuilder, how: list[str] | None) -> None:
    site.piece("a", "Un mot neuf.").piece("b", "Un mot neuf.").commit()
    strange = os.fsdecode(os.fsencode(site.root / A).replace(b"a.md", b"caf\xe9.md"))
    shutil.copy(site.root / A, strange)
    site._git("add", "-A")

    ran = check(site, *([strange] if how is None else how))

    assert (ran.code, found(ran)) == (1, ["content/ecouter/caf\\xe9.md source.name"])
