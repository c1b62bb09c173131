"""Pelican's settings are read, and the process that read them is as it was."""

from __future__ import annotations

import locale
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from channels.blog.settings import read_settings, settings_file
from channels.shipped import shipped_settings_file
from editorial.errors import EditorialError
from tests.builder import BLOG, SiteBuilder
from tests.channels.blog.blogs import declared, page


def test_a_site_without_settings_has_the_shipped_ones(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).data(
        "channels/blog.yaml", {**BLOG, "tagline": "À l’essai", "urls": {"article": "lire/{slug}/"}}
    )
    assert settings_file(tmp_path) == shipped_settings_file()
    settings = read_settings(declared(builder))
    assert settings["SITENAME"] == "Le Banc d’essai"
    assert settings["SITESUBTITLE"] == "À l’essai"
    assert (settings["ARTICLE_URL"], settings["ARTICLE_SAVE_AS"]) == ("lire/{slug}/", "lire/{slug}/index.html")
    assert settings["PATH"] == str(tmp_path.resolve() / "content")


def test_a_site_keeps_its_own_settings_but_not_its_own_addresses(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file(
        "pelicanconf.py", 'SITENAME = "À moi"\nARTICLE_URL = "x.html"\nGITHUB_URL = "https://x"\n'
    )
    settings = read_settings(declared(builder))
    assert (settings["SITENAME"], settings["GITHUB_URL"]) == ("À moi", "https://x")
    assert settings["SITEURL"] == "https://banc.example"
    assert settings["ARTICLE_URL"] == "{slug}/"


@pytest.mark.parametrize("said", ["", "DEFAULT_LANG = 'en'\n", "DEFAULT_LANG = 'tlh'\n"], ids=["none", "en", "tlh"])
def test_the_charter_says_in_which_language_a_site_is_whatever_its_settings_say(tmp_path: Path, said: str) -> None:
    builder = SiteBuilder(tmp_path).file("pelicanconf.py", f"SITENAME = 'À moi'\n{said}")
    builder.piece("un", date="2026-03-01T09:00+01:00")
    assert read_settings(declared(builder))["DEFAULT_LANG"] == "fr"
    assert '<html lang="fr">' in page(builder, "index.html")


MISTAKES = {
    "a syntax error": ("SITENAME = 'a'\nif\n", 2),
    "an exception": ("\n\nraise RuntimeError('non')\n", 3),
    "a name nobody gave": ("SITENAME = nom\n", 1),
    "an exit": ("import sys\nsys.exit(3)\n", 2),
    "a theme that is not there": ("THEME = 'nulle-part'\n", 1),
}


@pytest.mark.parametrize(("written", "line"), MISTAKES.values(), ids=MISTAKES)
def test_settings_that_fail_are_told_with_their_line(tmp_path: Path, written: str, line: int) -> None:
    builder = SiteBuilder(tmp_path).file("pelicanconf.py", written)
    with pytest.raises(EditorialError) as raised:
        read_settings(declared(builder))
    problem = raised.value.problems[0]
    assert (problem.path, problem.span and problem.span.line) == ("pelicanconf.py", line)


def test_settings_import_what_lies_beside_them_as_it_is_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    written = "import habits.mots\nfrom reglages import TEXT as SITESUBTITLE\nMOT = habits.mots.MOT\n"
    builder = SiteBuilder(tmp_path / "un").file("pelicanconf.py", written).file("habits/mots.py", "MOT = 'oui'\n")
    said = []
    for text in ("un", "deux"):
        settings = read_settings(declared(builder.file("reglages.py", f"TEXT = {text!r}\n")))
        said.append((settings["SITESUBTITLE"], settings["MOT"]))
    other = SiteBuilder(tmp_path / "deux").file("pelicanconf.py", written).file("habits/mots.py", "MOT = 'non'\n")
    settings = read_settings(declared(other.file("reglages.py", "TEXT = 'trois'\n")))
    said.append((settings["SITESUBTITLE"], settings["MOT"]))
    assert said == [("un", "oui"), ("deux", "oui"), ("trois", "non")]
    assert not {str(tmp_path / "un"), str(tmp_path / "deux")} & set(sys.path)
    assert not [*tmp_path.rglob("__pycache__")]


def test_reading_settings_changes_nothing_of_the_process(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file("pelicanconf.py", "LOCALE = ['C']\n")
    before = (type(logging.getLogger()), logging.getLoggerClass(), locale.setlocale(locale.LC_ALL))
    read_settings(declared(builder))
    assert (type(logging.getLogger()), logging.getLoggerClass(), locale.setlocale(locale.LC_ALL)) == before
    assert "pelicanconf" not in sys.modules
    assert not (tmp_path / "__pycache__").exists()


def test_letting_pelican_in_leaves_the_loggers_alone() -> None:
    # In a process of its own: here, another test may have let Pelican in before.
    code = (
        "import logging; from channels.blog.settings import contained\n"
        "with contained():\n    import pelican\n"
        "print(type(logging.getLogger()).__name__, logging.getLoggerClass().__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "RootLogger Logger\n"


def test_a_pelicanconf_may_listen_to_signals() -> None:
    code = (
        "from channels.blog.settings import contained\n"
        "with contained():\n    from pelican import signals\n"
        "print(signals.initialized.name)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "pelican_initialized\n"


def test_every_feed_that_a_theme_links_to_is_written(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file("pelicanconf.py", 'PATH, TIMEZONE, FEED_ALL_RSS = "content", "UTC", "x.xml"\n')
    settings = read_settings(declared(builder))
    feeds = {name: value for name, value in settings.items() if "FEED_A" in name or "FEED_R" in name}
    assert {name for name, value in feeds.items() if value} == {"FEED_ATOM", "FEED_RSS"}
    assert settings["FEED_DOMAIN"] == "https://banc.example"


def test_describing_the_blog_does_not_let_pelican_in(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un")
    code = (
        "import sys; from pathlib import Path\n"
        "from channels.blog.channel import check, render\n"
        "from tests.builder import SiteBuilder; from tests.channels.blog.blogs import brief\n"
        f"builder = SiteBuilder.__new__(SiteBuilder); builder.root = Path({str(builder.root)!r})\n"
        "list(check(brief(builder))); made = {a.path: a for a in render(brief(builder))}\n"
        "before = 'pelican' in sys.modules; made['site/un/index.html'].make()\n"
        "print(before, 'pelican' in sys.modules)"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=root)
    assert done.stdout == "False True\n"


def test_pelican_is_let_in_by_the_module_and_whole_when_named() -> None:
    code = (
        "import sys; from channels.blog.settings import contained\n"
        "with contained():\n    import pelican.contents\n"
        "before = 'docutils' in sys.modules; from pelican import log, Pelican, signals\n"
        "print(before, 'docutils' in sys.modules, Pelican is sys.modules['pelican'].Pelican, pelican.__version__[0])\n"
        "import logging; print(type(logging.getLogger()).__name__, logging.getLoggerClass().__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "False True True 4\nRootLogger Logger\n"
