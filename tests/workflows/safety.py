"""What a workflow must be for a site to trust it: each fault in words, so that a test shows them all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

PINS = {
    "actions/checkout": "11bd71901bbe5b1630ceea73d27597364c9af683",
    "actions/setup-python": "a26af69be951a213d495a4c3e4e4022e16d87065",
    "actions/upload-artifact": "ea165f8d65b6e75b540449e92b4886f43607fa02",
    "actions/upload-pages-artifact": "56afc609e74202658d3ffba0e8f6dda462b719fa",
    "actions/deploy-pages": "d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e",
}
"""The only actions there may be."""
DELIVERS = "deliver"
"""The only job that may be given a secret."""
RIGHTS = {
    "deploy": {"pages": "write", "id-token": "write"},
    DELIVERS: {"actions": "read", "contents": "write"},
}
"""What a job may do beyond reading the repository."""
_SECRET = re.compile(r"secrets\.|github\.token|GITHUB_TOKEN|GH_TOKEN")


def faults(workflow: dict[str, Any]) -> list[str]:
    """Give what is wrong with a workflow of GitHub's."""
    return [*_about(workflow), *(fault for name, job in workflow["jobs"].items() for fault in _of_job(name, job))]


def _about(workflow: dict[str, Any]) -> Iterator[str]:
    # YAML 1.1 takes `on` for true.
    events = workflow.get("on", workflow.get(True))
    named = [events] if isinstance(events, str) else list(events)
    if "pull_request_target" in named or "workflow_run" in named:
        yield f"runs on {named}"
    if workflow.get("permissions") != {"contents": "read"}:
        yield f"its jobs may {workflow.get('permissions')}"
    if not workflow.get("concurrency", {}).get("group"):
        yield "no concurrency group"
    if "push" in named and workflow.get("concurrency", {}).get("cancel-in-progress") is not False:
        yield "a run is cut short by the next"
    if _SECRET.search(str({key: value for key, value in workflow.items() if key != "jobs"})):
        yield "a secret for every job"
    for cron in events.get("schedule", []) if isinstance(events, dict) else []:
        minutes = {int(minute) for minute in cron["cron"].split()[0].split(",")}
        yield from (f"runs at the busy minute {minute}" for minute in sorted(minutes & {0, 15, 30, 45}))


def _of_job(name: str, job: dict[str, Any]) -> Iterator[str]:
    if "timeout-minutes" not in job:
        yield f"{name}: no end"
    if job.get("permissions", {}) != RIGHTS.get(name, {}):
        yield f"{name}: may {job.get('permissions', {})}"
    if name != DELIVERS and _SECRET.search(str(job)):
        yield f"{name}: has a secret"
    for step in job["steps"]:
        action, _, pin = step.get("uses", "").partition("@")
        if action and PINS.get(action) != pin:
            yield f"{name}: uses {step['uses']}"
        if action == "actions/checkout":
            keeps = step.get("with", {}).get("persist-credentials")
            if keeps is not (name == DELIVERS):
                yield f"{name}: persist-credentials is {keeps}"
            if step.get("with", {}).get("fetch-depth") != 0:
                yield f"{name}: a history cut short"
        if "${{" in step.get("run", ""):
            yield f"{name}: an expression in a command"
