"""Runs the jobs of a host's CI here: their commands for real, actions and what hosts do by the shortest stand-in."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


@dataclass(frozen=True)
class Step:
    """What became of one step."""

    name: str
    code: int
    said: str


@dataclass
class Host:
    """A host of repositories: the bare one, its artifacts, and the folder that it serves as Pages."""

    root: Path
    origin: Path
    served: Path
    artifacts: dict[str, Path] = field(default_factory=dict)
    asked_of_pip: list[str] = field(default_factory=list)

    def clone(self, name: str, ref: str) -> Path:
        """Give a job's own checkout, with the whole history."""
        folder = self.root / "jobs" / name
        shutil.rmtree(folder, ignore_errors=True)
        git(self.root, "clone", "-q", "--no-checkout", str(self.origin), str(folder))
        git(folder, "checkout", "-q", "--detach", ref if len(ref) == 40 else f"origin/{ref}")
        return folder

    def keep(self, name: str, folder: Path) -> None:
        """Keep an artifact, or put a site online."""
        target = self.served if name == "pages" else self.root / "artifacts" / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(folder, target)
        self.artifacts[name] = target

    def sh(self, command: str, cwd: Path, environment: Mapping[str, str], name: str = "") -> Step:
        """Run a command as a job does, with the programs of a job; `pip` only notes what it was asked."""
        programs = self.root / "programs"
        programs.mkdir(exist_ok=True)
        note, home = self.root / "pip.txt", self.root / "home"
        home.mkdir(exist_ok=True)
        _program(programs / "pip", f'echo "$@" >> "{note}"')
        _program(
            programs / "gh", f'[ "$1 $2 $4 $6" = "run download --name --dir" ] && cp -r "{self.root}/artifacts/$5" "$7"'
        )
        _program(programs / "ligne", f'exec "{sys.executable}" -P -c "from channels.cli import main; main()" "$@"')
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("LIGNE", "GIT"))}
        given = {
            **clean,
            "PATH": f"{programs}{os.pathsep}{clean['PATH']}",
            "HOME": str(home),
            "PYTHONPATH": str(Path(__file__).parent.parent.parent),
            **environment,
        }
        words = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", command]
        done = subprocess.run(words, cwd=cwd, env=given, capture_output=True, encoding="utf-8", check=False)
        if note.exists():
            self.asked_of_pip = note.read_text().splitlines()
        return Step(name, done.returncode, done.stdout + done.stderr)


def git(folder: Path, *words: str) -> str:
    """Run git, and give what it said."""
    who = {f"GIT_{one}_{what}": "ci@ci.example" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", *words], cwd=folder, env=environment, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip()


def _program(place: Path, script: str) -> None:
    place.write_text(f"#!/bin/sh\n{script}\n")
    place.chmod(0o755)


@dataclass
class GitHub:
    """GitHub Actions: jobs in order, each in a checkout of its own, with outputs handed on."""

    host: Host
    sha: str = "main"
    event: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""

    def run(self, workflow: Path) -> list[Step]:
        """Run every job of a workflow, one after the other, up to the first that fails; give all its steps."""
        said = yaml.safe_load(workflow.read_text("utf-8"))
        done: list[Step] = []
        needs: dict[str, str] = {}
        for name, job in said["jobs"].items():
            steps, outputs = self._job(name, job, said.get("env", {}), needs)
            done += steps
            needs |= {f"needs.{name}.outputs.{key}": value for key, value in outputs.items()}
            if any(step.code for step in steps):
                break
        return done

    def _job(
        self, name: str, job: dict[str, Any], env: Mapping[str, str], needs: Mapping[str, str]
    ) -> tuple[list[Step], dict[str, str]]:
        known = {**needs, **self.event, "github.token": "t", "github.repository": "team/site"}
        folder, done = self.host.root / "jobs" / name, []
        folder.mkdir(parents=True, exist_ok=True)
        for step in job["steps"]:
            title = step.get("name") or step["uses"].partition("@")[0]
            # After a failure only what says so runs; nothing here looks at an outcome but of installing.
            if any(one.code for one in done) and "!cancelled()" not in step.get("if", ""):
                continue
            if "uses" in step:
                done.append(Step(title, 0, self._action(title, step.get("with", {}), folder, known)))
                continue
            out, summary = self.host.root / "output.txt", self.host.root / "summary.md"
            out.write_text("")
            summary.write_text(self.summary)
            given = {**env, **{key: _filled(value, known) for key, value in step.get("env", {}).items()}}
            assert "${{" not in step["run"]
            places = {"GITHUB_OUTPUT": str(out), "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_RUN_ID": "1"}
            done.append(self.host.sh(step["run"], folder, {**given, **places}, title))
            self.summary = summary.read_text()
            pairs = (line.partition("=")[::2] for line in out.read_text().splitlines())
            known |= {f"steps.{step.get('id')}.outputs.{key}": value for key, value in pairs}
        return done, {key: _filled(value, known) for key, value in job.get("outputs", {}).items()}

    def _action(self, name: str, asked: Mapping[str, str], folder: Path, known: Mapping[str, str]) -> str:
        if name == "actions/checkout":
            self.host.clone(folder.name, _filled(asked.get("ref", self.sha), known))
        elif name == "actions/upload-pages-artifact":
            shutil.rmtree(self.host.root / "pages", ignore_errors=True)
            shutil.copytree(folder / asked["path"], self.host.root / "pages")
        elif name == "actions/deploy-pages":
            self.host.keep("pages", self.host.root / "pages")
        elif name == "actions/upload-artifact" and (folder / asked["path"]).exists():
            self.host.keep(asked["name"], folder / asked["path"])
        return name


def _filled(value: object, known: Mapping[str, str]) -> str:
    return _EXPRESSION.sub(lambda found: known.get(found[1], ""), str(value))


@dataclass
class GitLab:
    """GitLab CI: the jobs of one pipeline in the order of their stages, with artifacts and variables handed on."""

    host: Host
    sha: str = "main"

    def run(self, pipeline: Path, jobs: tuple[str, ...], variables: Mapping[str, str] | None = None) -> list[Step]:
        """Run some jobs, up to the first that fails."""
        said = yaml.safe_load(pipeline.read_text("utf-8"))
        done: list[Step] = []
        given = {**said["variables"], **(variables or {})}
        for name in jobs:
            job = {**said.get(said[name].get("extends", ""), {}), **said[name]}
            folder = self.host.clone(name, self.sha)
            if (self.host.root / "artifacts/output").exists() and name in ("pages", "deliver"):
                shutil.copytree(self.host.root / "artifacts/output", folder / "output")
            lines = [*job.get("before_script", said["default"]["before_script"]), *job["script"]]
            environment = {**given, "CI_PROJECT_DIR": str(folder)}
            done.append(self.host.sh("\n".join(lines), folder, environment, name))
            for path in job.get("artifacts", {}).get("paths", []):
                if (folder / path).is_dir():
                    self.host.keep("pages" if name == "pages" else path, folder / path)
            handed = folder / job.get("artifacts", {}).get("reports", {}).get("dotenv", "none")
            if handed.is_file():
                given |= dict(line.split("=", 1) for line in handed.read_text().splitlines())
            if done[-1].code:
                break
        return done
