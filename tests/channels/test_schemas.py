"""The JSON Schemas are valid, agree with the readers, and stand where editors look for them."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from channels.schemas import FOLDER, KINDS, RULE, Kind, schemas
from editorial.charter_file import read_charter
from editorial.errors import EditorialError
from editorial.front_matter import read_piece
from editorial.meaning import meaning_of
from editorial.schema import names_of, nodes_of
from editorial.skeleton import dated, plant
from editorial.source import load_yaml, split_markdown
from tests.builder import CALENDAR, CHARTER, SiteBuilder
from tests.command import ligne
from tests.editorial.test_skeleton import DAY

ROOT = Path(__file__).parent.parent.parent
SKELETON = ROOT / "editorial/skeleton"
STYLES = ROOT.parent / "shared/styles"
BY_NAME = {kind.name: kind for kind in KINDS}
IDS = list(BY_NAME)


@cache
def made(lang: str) -> Mapping[str, str]:
    return schemas(lang)


@cache
def validator(name: str, lang: str = "en") -> jsonschema.protocols.Validator:
    schema = json.loads(made(lang)[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def wrong(name: str, values: object) -> list[str]:
    return [f"{error.json_path}: {error.message[:80]}" for error in validator(name).iter_errors(values)]


def files() -> Iterator[tuple[str, Path]]:
    """Give each data file of the demo and of the sites that `ligne init` lays out, with the schema it is of."""
    for site in (ROOT, SKELETON / "fr", SKELETON / "en"):
        yield "charter.json", site / "editorial/charter.yaml"
        yield "calendar.json", site / "editorial/calendar.yaml"
        for path in sorted((site / "editorial/calendar").glob("*.yaml")):
            yield "calendar-part.json", path
        for name in ("blog", "newsletter", "social"):
            yield f"{name}.json", site / f"channels/{name}.yaml"
        for path in sorted((site / "channels/social/networks").glob("*.yaml")):
            yield "network.json", path


FILES = list(files())
FILE_IDS = [path.relative_to(ROOT).as_posix() for _, path in FILES]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", [*IDS, RULE])
def test_a_schema_is_valid_and_says_what_keys_mean(name: str, lang: str) -> None:
    assert validator(name, lang).schema["title"]
    assert '"description"' in made(lang)[name]


@pytest.mark.parametrize(("name", "path"), FILES, ids=FILE_IDS)
def test_the_files_of_the_demo_and_of_a_new_site_are_valid(name: str, path: Path) -> None:
    assert wrong(name, load_yaml(dated(path.read_text("utf-8"), DAY))) == []


@pytest.mark.parametrize(("name", "path"), FILES, ids=FILE_IDS)
def test_each_of_these_files_names_its_schema_for_editors(name: str, path: Path) -> None:
    match = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
    assert match
    assert (path.parent / match[1]).resolve().name == name
    assert (path.parent / match[1]).resolve().is_file()


def test_every_piece_of_the_demo_and_of_a_new_site_is_valid() -> None:
    pieces = [*ROOT.glob("content/**/*.md"), *SKELETON.glob("*/content/**/*.md")]
    said = {
        path.name: found
        for path in pieces
        if (found := wrong("front-matter.json", split_markdown(dated(path.read_text("utf-8"), DAY)).front.values))
    }
    assert len(pieces) > 20
    assert said == {}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("charter.json", {**CHARTER, "voix": "nous"}),
        ("charter.json", {key: value for key, value in CHARTER.items() if key != "pillars"}),
        ("charter.json", {**CHARTER, "images": {"alt": "peut-être"}}),
        ("charter.json", {**CHARTER, "channels": {"blog": {"length": {"max_words": "neuf"}}}}),
        ("charter.json", {**CHARTER, "effective": "1er mars"}),
        ("charter.json", {**CHARTER, "pillars": [{"id": "a"}]}),
        ("calendar.json", {**CALENDAR, "cadences": [{"id": "a", "channel": "fax"}]}),
        ("calendar.json", {**CALENDAR, "entries": [{"piece": "un"}]}),
        ("calendar-part.json", {"timezone": "Europe/Paris"}),
        ("front-matter.json", {"title": "x", "status": "publié", "pillar": "a", "author": "b"}),
        ("front-matter.json", {"title": "x", "status": "draft", "author": "b"}),
        ("front-matter.json", {"titre": "x", "title": "x", "status": "draft", "kind": "page"}),
        ("front-matter.json", {"title": "x", "status": "draft", "kind": "page", "slug": "Un titre"}),
        ("front-matter.json", {"title": "x", "status": "draft", "kind": "page", "social": {"fax": {}}}),
        ("blog.json", {"name": "x"}),
        ("newsletter.json", {"name": "x", "from": {"name": "y"}}),
        ("social.json", {"accounts": {"fax": "x"}}),
        ("social.json", {"avatar": {"focus": "1% 2%"}}),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(map(str, list(value)[-1:])),
)
def test_what_a_reader_refuses_is_not_valid(name: str, values: dict[str, Any]) -> None:
    assert wrong(name, values)


def refuses(kind: Kind, values: object) -> bool:
    """Say whether a reader has anything to say of some values."""
    if kind.name == "front-matter.json":
        source = split_markdown(f"---\n{json.dumps(values)}\n---\n")
        return bool(read_piece("content/a/b.md", source, lang="fr", zone=UTC)[1])
    try:
        kind.read(json.dumps(values))
    except EditorialError:
        return True
    return False


def mutants(values: Any) -> Iterator[tuple[str, Any]]:
    """Give copies of some values in which one place has an unknown key, a wrong type, or nothing."""
    paths = list(walk(values, ()))
    for path in paths:
        for name, change in (("unknown", {"zzzz": 1}), ("list", [[]]), ("group", {"zzzz": {}}), ("gone", None)):
            mutant = copy.deepcopy(values)
            holder = mutant
            for step in path[:-1]:
                holder = holder[step]
            if name == "unknown":
                if not isinstance(holder[path[-1]], dict):
                    continue
                holder[path[-1]]["zzzz"] = 1
            elif name == "gone":
                holder[path[-1]] = None
            else:
                holder[path[-1]] = change
            yield f"{name} at {'.'.join(map(str, path))}", mutant


def walk(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, held in pairs:
        yield (*path, key)
        yield from walk(held, (*path, key))


@pytest.mark.parametrize("name", ["charter.json", "calendar.json", "front-matter.json", "blog.json", "newsletter.json"])
def test_a_schema_and_its_reader_refuse_the_same_shapes(name: str) -> None:
    """Each place of a whole example is broken in turn: both refuse it, or neither does."""
    example: Any = {
        "charter.json": lambda: load_yaml(example_of("charter")),
        "calendar.json": lambda: load_yaml(example_of("calendar")),
        "front-matter.json": lambda: split_markdown(example_of("piece")).front.values,
        "blog.json": lambda: {
            "name": "x",
            "url": "https://a.b",
            "tagline": {"fr": "y"},
            "urls": {"article": "{slug}/"},
        },
        "newsletter.json": lambda: {"name": "x", "from": {"name": "y", "address": "a@b.org"}, "why": "z"},
    }[name]()
    kind = BY_NAME[name]
    assert (refuses(kind, example), wrong(name, example)) == (False, [])
    differs = [what for what, mutant in mutants(example) if refuses(kind, mutant) != bool(wrong(name, mutant))]
    # These checks are of several places at once, which no shape can say.
    allowed = ("pillars.", "masthead.", "holidays.country")
    assert [what for what in differs if not what.partition(" at ")[2].startswith(allowed)] == []


def example_of(page: str) -> str:
    """Give the first whole example of a page of the manual."""
    text = (ROOT / f"docs/{page}.md").read_text("utf-8")
    match = re.search(r"^```(?:yaml|markdown)\n((?:---\n|# editorial/).*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert match
    return match[1]


@pytest.mark.parametrize("name", IDS)
def test_every_key_has_a_meaning_and_every_meaning_a_key(name: str) -> None:
    kind = BY_NAME[name]
    names = [key for key in names_of(nodes_of(kind.read)) if not key.endswith(".*")]
    unsaid = [key for key in names if meaning_of(key, kind.meanings) is None]
    assert unsaid == [], "say what these keys mean in editorial/meaning/"
    if name != "calendar-part.json":
        used = {id(meaning_of(key, kind.meanings)) for key in names}
        assert [key for key, meaning in kind.meanings.items() if id(meaning) not in used] == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_schemas_of_a_new_site_are_up_to_date(lang: str) -> None:
    found = {path.name: path.read_text("utf-8") for path in (SKELETON / lang / FOLDER).iterdir()}
    assert found == made(lang), "run .venv/bin/python scripts/schemas.py"


def test_the_schemas_of_the_demo_are_up_to_date_and_know_its_names() -> None:
    charter = read_charter((ROOT / "editorial/charter.yaml").read_text("utf-8"))
    found = {path.name: path.read_text("utf-8") for path in (ROOT / FOLDER).iterdir()}
    assert found == schemas("fr", charter), "run .venv/bin/ligne charter schema"
    pillar = json.loads(found["front-matter.json"])["properties"]["pillar"]
    assert pillar["enum"] == [*(one.id for one in charter.pillars), None]


def test_a_site_writes_its_own_schemas_and_the_doctor_says_when_they_are_old(tmp_path: Path) -> None:
    plant(tmp_path, DAY, "fr")
    first = ligne("doctor", site=tmp_path).out
    charter = tmp_path / "editorial/charter.yaml"
    charter.write_text(charter.read_text("utf-8").replace("redaction", "equipe"), "utf-8")
    assert ligne("charter", "schema", site=tmp_path).code == 0
    author = json.loads((tmp_path / FOLDER / "front-matter.json").read_text("utf-8"))["properties"]["author"]
    second = ligne("doctor", site=tmp_path).out
    charter.write_text(charter.read_text("utf-8").replace("equipe", "bureau"), "utf-8")
    third = ligne("doctor", site=tmp_path).out
    assert "equipe" in author["anyOf"][0]["enum"]
    states = ["charter schema les refait" in said for said in (first, second, third)]
    assert states == [False, False, True]


@pytest.mark.skipif(not STYLES.is_dir(), reason="the shared data does not stand beside this repository")
def test_every_rule_of_the_shared_styles_is_valid() -> None:
    rules = sorted(STYLES.glob("*/*.yml"))
    said = {path.name: found for path in rules if (found := wrong(RULE, load_yaml(path.read_text("utf-8"))))}
    assert len(rules) > 40
    assert said == {}


@pytest.mark.parametrize(
    "rule",
    [
        {"extends": "existance", "message": "x", "tokens": ["a"]},
        {"extends": "existence", "tokens": ["a"]},
        {"extends": "existence", "message": "x", "swap": {"a": "b"}},
        {"extends": "substitution", "message": "x"},
        {"extends": "occurrence", "message": "x", "token": "a", "max": "beaucoup"},
        {"extends": "existence", "message": "x", "tokens": ["a"], "level": "grave"},
    ],
    ids=["unknown kind", "no message", "key of another kind", "no swap", "no number", "unknown level"],
)
def test_a_rule_that_cannot_be_right_is_not_valid(rule: dict[str, Any]) -> None:
    assert wrong(RULE, rule)


@pytest.mark.parametrize(
    "rule",
    [
        {"extends": "existence", "message": "m", "tokens": ["a"], "source": "p. 68", "tests": [], "safe": True},
        {"extends": "readability", "message": "m", "metrics": ["SMOG"], "grade": 8},
        {"extends": "sequence", "message": "m", "tokens": [{"pattern": "a"}], "exceptions": ["a b"]},
    ],
    ids=["what packages add", "the older measure", "a sequence with exceptions"],
)
def test_a_rule_that_its_reader_reads_is_valid(rule: dict[str, Any]) -> None:
    assert not wrong(RULE, rule)


def test_the_schemas_that_are_written_are_those_the_site_asks_for(tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path)
    ran = ligne("charter", "schema", "--format", "json", site=site.root)
    assert [Path(path).name for path in json.loads(ran.out)["written"]] == sorted([*IDS, RULE])
