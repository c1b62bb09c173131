"""The shipped jobs at work: their own commands, a bare repository as the origin, a folder on loopback as Pages."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from channels.ledger.git import GitStore
from tests.workflows.conftest import push
from tests.workflows.runner import GitHub, GitLab, Host, Step, git

JOBS = ".github/workflows"
MARKER = "ligne-deploy.json"


def codes(steps: list[Step]) -> dict[str, int]:
    return {step.name: step.code for step in steps if not step.name.startswith("actions/")}


def told(steps: list[Step]) -> str:
    return "\n".join(f"== {step.name}: {step.code}\n{step.said}" for step in steps)


def said_by(steps: list[Step], name: str) -> str:
    return next(step.said for step in steps if step.name == name)


def states(site: Path) -> dict[str, str]:
    ledger = GitStore(site).read()
    return {str(entry.key): str(ledger.state(entry.key)) for entry in ledger.entries()}


def test_each_run_publishes_everything_leaves_once_and_what_is_wrong_is_told(site: Path, host: Host) -> None:
    publish = site / JOBS / "publish.yml"

    first, second = GitHub(host).run(publish), GitHub(host).run(publish)

    assert set(codes(first).values()) | set(codes(second).values()) == {0}, told(first) + told(second)
    assert "2 deliveries sent to pages:" in said_by(first, "Deliver")
    assert said_by(second, "Deliver") == "Nothing was due.\n"
    online = json.loads((host.served / MARKER).read_bytes())
    assert online["commit"] == git(site, "rev-parse", "HEAD")
    assert (host.served / "index.html").is_file()
    assert not (host.served / "team").exists()
    assert states(site) == dict.fromkeys(("blog:one-text-three-channels", "blog:welcome"), "sent")
    assert set(host.asked_of_pip) == {
        "install --require-hashes -r tools/requirements.txt",
        "install --no-build-isolation --no-deps tools/ligne-*.whl",
    }

    alarm = site / JOBS / "alarm.yml"
    assert set(codes(GitHub(host).run(alarm)).values()) == {0}
    late = datetime.fromisoformat(online["at"]) - timedelta(hours=4)
    (host.served / MARKER).write_text(json.dumps({**online, "at": late.isoformat()}))
    assert codes(GitHub(host).run(alarm))["Give the alarm"] == 1

    # The ledger is lost: the gate stays shut, and what is online stays.
    git(host.origin, "update-ref", "-d", "refs/ligne/ledger")
    stopped = GitHub(host).run(publish)
    assert (stopped[-1].name, stopped[-1].code) == ("Mark the build", 2), told(stopped)
    assert json.loads((host.served / MARKER).read_bytes())["at"] == late.isoformat()
    assert git(host.origin, "for-each-ref", "refs/ligne") == ""


def test_a_fault_of_one_piece_stops_no_other_and_fails_the_run_at_its_end(site: Path, host: Host) -> None:
    piece = site / "content/news/welcome.md"
    piece.write_text(piece.read_text("utf-8").replace("pillar: news", "pillar: nowhere"), "utf-8")
    push(site)

    steps = GitHub(host).run(site / JOBS / "publish.yml")

    failed = [step.name for step in steps if step.code]
    assert failed == ["Fail where the build has findings of level error"], told(steps)
    assert len(states(site)) == 2
    assert "warning live.kept" in said_by(steps, "Build")


def propose(site: Path) -> tuple[str, str]:
    """Push a branch that writes a piece with a fault and plans it; give its base and its head."""
    base = git(site, "rev-parse", "HEAD")
    welcome = (site / "content/news/welcome.md").read_text("utf-8")
    front = welcome.partition("---\n")[2].partition("---\n")[0]
    lines = [line for line in front.splitlines() if not line.startswith(("title:", "id:", "slug:", "date:", "tags:"))]
    head = "\n".join([*lines, "title: A new text", 'date: "2099-01-01T09:00+01:00"'])
    (site / "content/news/new.md").write_text(f"---\n{head}\n---\n[](https://example.org) A text.\n", "utf-8")
    git(site, "checkout", "-q", "-b", "proposal")
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "propose")
    git(site, "push", "-q", "origin", "proposal")
    return base, git(site, "rev-parse", "HEAD")


def test_a_pull_request_is_judged_shown_and_compared(site: Path, host: Host) -> None:
    base, head = propose(site)
    hub = GitHub(host, head, {"github.event.pull_request.base.sha": base})

    steps = hub.run(site / JOBS / "check.yml")

    assert "::error file=content/news/new.md,line=" in said_by(steps, "Check"), told(steps)
    assert codes(steps) | {"Preview what changes": 1} == {
        "Install Ligne": 0,
        "Check": 1,
        "Preview what changes": 1,
        "Say what changes in the plan": 0,
    }
    shown = host.artifacts["preview"]
    assert (shown / "site/a-new-text/index.html").is_file() or list((shown / "site").glob("*/index.html"))
    assert "### What this changes in the plan" in hub.summary
    assert "A new text" in hub.summary


def test_a_merge_request_is_judged_shown_and_compared(site: Path, host: Host) -> None:
    base, head = propose(site)

    (step,) = GitLab(host, head).run(site / ".gitlab-ci.yml", ("check",), {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base})

    folder = host.root / "jobs/check"
    found = json.loads((folder / "code-quality.json").read_bytes())
    assert step.code == 1, step.said
    assert {issue["location"]["path"] for issue in found if issue["severity"] == "critical"} == {"content/news/new.md"}
    assert "A new text" in (folder / "plan.md").read_text("utf-8")
    assert list((host.artifacts["preview"] / "site").glob("*/index.html"))


def test_a_pipeline_publishes_and_everything_leaves(site: Path, host: Host) -> None:
    pipeline = site / ".gitlab-ci.yml"

    steps = GitLab(host).run(pipeline, ("build", "pages", "deliver", "alarm"))

    assert {step.name: step.code for step in steps} == dict.fromkeys(("build", "pages", "deliver", "alarm"), 0), told(
        steps
    )
    assert (host.served / MARKER).is_file()
    assert set(states(site).values()) == {"sent"}
