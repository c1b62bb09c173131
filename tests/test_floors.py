"""The floors of the house hold, and the contracts that guard them do catch what they are there for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINT = Path(sys.executable).parent / "lint-imports"

TRESPASSES = {
    "a lower floor imports a higher one": ("editorial/finding.py", "import editorial.plan"),
    "editorial imports channels": ("editorial/finding.py", "import channels.channel"),
    "a channel imports its sibling": ("channels/social/render.py", "import channels.blog.render"),
    "a channel imports the press": ("channels/blog/render.py", "import channels.press"),
    "a rule kind imports another": ("editorial/rules/image.py", "import editorial.rules.links"),
    "somebody else imports Pelican": ("channels/html.py", "import pelican"),
    "somebody else imports MJML": ("channels/social/render.py", "import mjml"),
    "somebody else imports SQLAlchemy": ("channels/report.py", "import sqlalchemy"),
    "the ledger imports what knows HTML": ("channels/ledger/store.py", "import channels.html"),
    "somebody else imports click": ("channels/report.py", "import click"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINT, "--no-cache"], cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_every_floor_holds() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("module", "line"), TRESPASSES.values(), ids=TRESPASSES)
def test_a_trespass_is_caught(tmp_path: Path, module: str, line: str) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("editorial", "channels"):
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "*.yaml", "*.md")
        )
    trespasser = tmp_path / module
    trespasser.write_text(f"{trespasser.read_text('utf-8')}\n{line}\n", "utf-8")
    done = lint(tmp_path)
    assert (done.returncode, "BROKEN" in done.stdout) == (1, True), done.stdout


def test_the_command_begins_without_what_only_its_verbs_need() -> None:
    slow = ("PIL", "jinja2", "mjml", "pelican", "pyromark", "regex", "sqlalchemy", "subprocess", "yaml")
    asked = f"import sys, channels.cli; print([name for name in {slow} if name in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert found == "[]\n"


def test_the_settings_of_pelican_are_declared_on_one_screen() -> None:
    assert len((ROOT / "pelicanconf.py").read_text("utf-8").splitlines()) <= 40
