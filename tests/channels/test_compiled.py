"""What is worked out of a shipped template is made once for an installation."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from channels import compiled
from channels.compiled import kept
from channels.jinja import Environment

Ask = Callable[..., object]


@pytest.fixture
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own: the theme it ships, and where Python keeps what it compiled."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "cache"))
    monkeypatch.setattr(compiled, "shipped_theme", lambda: tmp_path / "theme")
    (tmp_path / "theme").mkdir()
    Path(compiled.cache_from_source(compiled.__file__)).parent.mkdir(parents=True)
    return tmp_path / "theme"


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def ask(theme: Path, made: list[str]) -> Ask:
    def asked(source: str = "source", path: Path | None = theme / "a" / "b.html", *depends: str) -> object:
        def make() -> tuple[str, frozenset[str]]:
            made.append(source)
            return source, frozenset({"named"})

        return kept("needs", path, source, make, *depends)

    return asked


def kept_files(theme: Path) -> list[Path]:
    return sorted(theme.parent.glob("cache/**/*.needs.*"))


def test_what_a_shipped_template_gave_is_made_once(ask: Ask, made: list[str]) -> None:
    assert (ask(), ask(), made) == (("source", {"named"}), ("source", {"named"}), ["source"])


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(("other",), id="the file changed"),
        pytest.param(("source", None), id="no file"),
        pytest.param(("source", Path("elsewhere/a/b.html")), id="a template of the site's own"),
        pytest.param(("source", Path("THEME/c.html")), id="another file of the same text"),
    ],
)
def test_anything_else_is_made_for_itself(
    ask: Ask, made: list[str], theme: Path, again: tuple[str, Path | None]
) -> None:
    ask()
    source, *paths = again
    path = [theme / given.name if given and given.parts[0] == "THEME" else given for given in paths]

    assert (ask(source, *path), made) == ((source, {"named"}), ["source", source])


def test_it_is_made_again_where_what_it_depends_on_or_the_engine_changes(
    ask: Ask, made: list[str], theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = theme / "a" / "b.html"
    ask("source", path, "plain")
    ask("source", path, "context")
    monkeypatch.setattr(compiled, "engine_stamp", lambda: "another engine")
    ask("source", path, "context")

    assert len(made) == 3


@pytest.mark.parametrize("kept_bytes", [slice(0), slice(-3), slice(40)], ids=["empty", "cut off", "no head"])
def test_a_kept_file_that_is_not_whole_is_made_again(ask: Ask, made: list[str], theme: Path, kept_bytes: slice) -> None:
    ask()
    file = kept_files(theme)[0]
    file.write_bytes(file.read_bytes()[kept_bytes])

    assert (ask(), len(made)) == (("source", {"named"}), 2)
    assert (ask(), len(made)) == (("source", {"named"}), 2)


def test_nothing_is_written_where_python_is_told_to_write_no_bytecode(
    ask: Ask, made: list[str], theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    ask()
    ask()

    assert (kept_files(theme), len(made)) == ([], 2)


def test_an_installation_that_cannot_be_written_to_costs_the_time_alone(
    ask: Ask, made: list[str], theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(theme.parent / "nowhere"))

    assert (ask(), ask(), len(made)) == (("source", {"named"}), ("source", {"named"}), 2)


def environment(theme: Path) -> Environment:
    return Environment(loader=jinja2.FileSystemLoader([theme]), autoescape=True)


def test_a_template_from_its_kept_code_makes_the_same_page(theme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (theme / "page.html").write_text("{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(x) }}\n{{ missing.name }}")
    first = environment(theme).get_template("page.html").render(x="a & b", missing={"name": 1})
    monkeypatch.setattr(Environment, "_parse", lambda *_: pytest.fail("read again"))
    again = environment(theme).get_template("page.html")

    assert (first, again.render(x="a & b", missing={"name": 1})) == ("<a &amp; b>\n1", "<a &amp; b>\n1")
    with pytest.raises(jinja2.UndefinedError) as error:
        environment(theme).get_template("page.html").render(x="")
    assert [entry.lineno + 1 for entry in error.traceback if str(entry.path).endswith("page.html")][-1] == 2


def test_a_filter_that_asks_for_the_context_has_a_template_compiled_for_it(theme: Path) -> None:
    (theme / "page.html").write_text("{{ x|mine }}")
    plain, asking = environment(theme), environment(theme)
    plain.filters["mine"] = lambda value: f"plain {value}"
    asking.filters["mine"] = jinja2.pass_context(lambda context, value: f"{context.name} {value}")

    assert plain.get_template("page.html").render(x=1) == "plain 1"
    assert asking.get_template("page.html").render(x=1) == "page.html 1"


def test_an_extension_reads_its_templates_itself(theme: Path) -> None:
    (theme / "page.html").write_text("{% for n in [1, 2] %}{% if n == 2 %}{% break %}{% endif %}{{ n }}{% endfor %}")
    loops = environment(theme)
    loops.add_extension("jinja2.ext.loopcontrols")

    assert (loops.get_template("page.html").render(), kept_files(theme)) == ("1", [])
    assert not list(theme.parent.glob("cache/**/*.code.*"))
