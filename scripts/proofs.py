"""The proofs that run at full count on demand, and the record each leaves in docs/proofs/."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

PROOFS: dict[str, str] = {}
"""The claim each proof makes, by name; its tests carry `@pytest.mark.proof(NAME)` and record their `cases`."""


def record(name: str, seed: int, report: Path, root: Path) -> Path:
    """Write what one proof run tried, from pytest's JUnit report, and give the file's path."""
    suite = ElementTree.parse(report).getroot().find("testsuite")  # noqa: S314 (our own pytest wrote it just now)
    if suite is None:
        raise ValueError(f"{report}: no testsuite in the report")
    cases = {
        case.get("name", ""): sum(
            int(prop.get("value", "0")) for prop in case.iter("property") if prop.get("name") == "cases"
        )
        for case in suite.iter("testcase")
    }
    made = {
        "proof": name,
        "claim": PROOFS[name],
        "seed": seed,
        "tests": int(suite.get("tests", "0")),
        "failed": int(suite.get("failures", "0")) + int(suite.get("errors", "0")),
        "cases": cases,
        **_commit(root),
    }
    path = root / "docs" / "proofs" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _commit(root: Path) -> dict[str, object]:
    """Give the commit the proof was run on, and whether files had changed since."""

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, encoding="utf-8", check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    return {"commit": git("rev-parse", "HEAD"), "dirty": bool(git("status", "--porcelain", "--", ".", ":!docs/proofs"))}
