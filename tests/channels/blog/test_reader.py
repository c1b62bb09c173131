"""A plain run of Pelican refuses what the plan does not show, and says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from channels.shipped import shipped_settings_file
from tests.builder import BLOG, SiteBuilder
from tests.channels.blog.blogs import photo

# Live at any instant at which this test is run.
LONG_AGO = {"date": "2020-03-01T09:00+01:00"}


def a_site(folder: Path) -> SiteBuilder:
    """A site without photos, which Pelican copies and ours resizes."""
    builder = SiteBuilder(folder).data("channels/blog.yaml", {**BLOG, "per_page": 2}).calendar(cadences=[])
    builder.piece(
        "un", "Voir [deux](deux.md#la) et [le secret](secret.md).[^1]\n\n[^1]: Note.", tags=["mot"], **LONG_AGO
    )
    builder.piece("deux", "## Là\n\nTexte.", tags=["mot", "autre"], date="2020-03-02T09:00+01:00", updated="2020-04-01")
    builder.piece("trois", pillar="publier", folder="publier", date="2020-03-03T09:00+01:00")
    builder.piece("one", lang="en", translation_of="un", **LONG_AGO)
    builder.piece("secret", embargo="2126-04-01T06:00+02:00", **LONG_AGO).piece("brouillon", status="draft", **LONG_AGO)
    builder.piece("a-propos", folder="pages", kind="page", pillar=None, author=None, date=None)
    return builder.file("pelicanconf.py", shipped_settings_file().read_text("utf-8"))


def plain(builder: SiteBuilder, output: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pelican", "-s", str(builder.root / "pelicanconf.py"), "-o", str(output)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=Path(__file__).parents[3])


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The output of Pelican itself, and what it logged."""
    builder = a_site(tmp_path_factory.mktemp("site"))
    output = tmp_path_factory.mktemp("plain")
    done = plain(builder, output)
    return output, " ".join((done.stdout + done.stderr).split())


def test_what_the_plan_does_not_show_is_refused_and_said(alone: tuple[Path, str]) -> None:
    output, log = alone
    assert not [path for path in output.rglob("*") if path.parent.name in ("secret", "brouillon", "drafts")]
    whole = "".join(path.read_text("utf-8") for path in output.rglob("*.html"))
    assert "secret" not in whole.replace("le secret", "")
    assert "content/ecouter/secret.md" in log
    assert "content/ecouter/brouillon.md" in log
    assert "Python-Markdown" not in log
    assert "markdown.Markdown" not in log


def test_only_photos_of_what_is_live_are_copied(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    builder = a_site(tmp_path / "site")
    for name in ("montre", "secret"):
        builder.file(f"content/images/{name}.jpg", photo((64, 48)))
    builder.piece("un", "Texte. ![Vue](../images/montre.jpg)", **LONG_AGO)
    builder.piece("secret", "Texte. ![Vue](../images/secret.jpg)", embargo="2126-04-01T06:00+02:00", **LONG_AGO)
    plain(builder, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out/images").iterdir()] == ["montre.jpg"]
    assert 'src="../images/montre.jpg"' in (tmp_path / "out/un/index.html").read_text("utf-8")
