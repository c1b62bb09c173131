"""The manual tells the truth: what it names exists, what exists is named, and its examples work."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
import yaml

from channels.addresses import read_addresses
from channels.brand import read_brand
from channels.cli import ligne as command
from channels.newsletter.settings import read_settings
from channels.schemas import schemas
from channels.shipped import shipped_theme
from channels.social.network import read_network
from channels.social.settings import read_accounts
from editorial.calendar import PATH as CALENDAR_PATH
from editorial.calendar import Calendar
from editorial.calendar_file import read_calendar
from editorial.channel_ids import SHIPPED, is_social
from editorial.charter_file import read_charter
from editorial.edition import State
from editorial.errors import EditorialError
from editorial.front_matter import read_piece
from editorial.rules.plan_kinds import PLAN_KINDS
from editorial.rules.registry import KINDS
from editorial.rules.site_kinds import SITE_KINDS
from editorial.schedule import lay_out
from editorial.site import Site
from editorial.source import load_yaml, split_markdown
from scripts.manual import pages, rule_ids, stray_pages
from tests.builder import SiteBuilder
from tests.command import ligne

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [
    *sorted(DOCS.glob("*.md")),
    *sorted(DOCS.glob("rules/*.md")),
    *(path for path in [ROOT / "README.md"] if path.is_file()),
]
IDS = [path.relative_to(ROOT).as_posix().removeprefix("docs/") for path in PAGES]
READERS = (
    "README", "first-piece", "piece", "charter", "write-your-charter", "versions", "editors", "calendar", "channels",
    "command", "errors", "approval", "theme", "ci",
)  # fmt: skip
NOT_YET = "\n## Not yet"
# The day on which docs/first-piece.md was written: its answers are those of that day.
WRITTEN = "2026-11-23T12:00"

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s#]*)(?:#([^)\s]+))?\)")
_ODD = "zzzz"


# What the pages hold.


@cache
def text_of(page: Path) -> str:
    """Give a page without what it says is not built."""
    return page.read_text("utf-8").partition(NOT_YET)[0]


def doc(name: str) -> str:
    return text_of(DOCS / f"{name}.md")


def blocks(text: str, *languages: str) -> list[str]:
    return [body for language, body in _FENCE.findall(text) if language in languages]


def spans(text: str) -> list[str]:
    return _SPAN.findall(_FENCE.sub("", text))


def prose(text: str) -> str:
    return _SPAN.sub("", _FENCE.sub("", text))


def commands(text: str) -> Iterator[list[str]]:
    """Give the words of each command line of ours, from shell blocks and from the `run:` and `script:` of jobs."""
    for block in blocks(text, "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            yield from _ours(line)
    for block in blocks(text, "yaml"):
        for line in re.findall(r"^ *(?:- )*(?:run: )?(.*\bligne .*)$", block, re.MULTILINE):
            yield from _ours(line)


def _ours(line: str) -> Iterator[list[str]]:
    for simple in re.split(r"&&|\|\||[|;>]", line):
        words = shlex.split(simple, comments=True) if simple.count("'") % 2 == 0 else []
        while words and re.fullmatch(r"[A-Z_]+=\S*", words[0]):
            words.pop(0)
        if words and Path(words[0]).name == "ligne":
            yield words[1:]


def anchors(text: str) -> set[str]:
    """Give the anchors that a forge makes of a page's headings."""
    headings = re.findall(r"^#+ (.*)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def section(text: str, heading: str) -> str:
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


# What the code knows.


def every_verb(group: click.Group = command, prefix: str = "") -> dict[str, click.Command]:
    """Give each verb by its words (`charter show`), those of a group after the group."""
    found: dict[str, click.Command] = {}
    for name, verb in group.commands.items():
        found[prefix + name] = verb
        if isinstance(verb, click.Group):
            found.update(every_verb(verb, f"{prefix}{name} "))
    return found


def options(verb: str) -> dict[str, click.Parameter]:
    return {name: option for option in every_verb()[verb].params for name in option.opts if name.startswith("-")}


def front_matter_keys() -> dict[str, list[str]]:
    odd: dict[str, Any] = {_ODD: 1}
    values = {
        **odd,
        "image": odd,
        "newsletter": {**odd, "links": [odd]},
        "social": {**odd, "mastodon": odd},
        "corrections": [odd],
        "exemptions": [odd],
    }
    source = split_markdown(f"---\n{json.dumps(values)}\n---\n")
    _, complaints = read_piece("content/a/b.md", source, lang="en", zone=UTC)
    unknown = {complaint.keys: complaint.fix for complaint in complaints if complaint.rule == "key.unknown"}
    return {
        ".".join(str(key) for key in keys[:-1] if isinstance(key, str)): fix.en.partition(": ")[2].split(", ")
        for keys, fix in unknown.items()
        if fix
    }


def keys_named_in(read: Callable[[], object]) -> dict[str, list[str]]:
    """Give, by group, the keys that a data file may hold, as the error about an unknown one lists them."""
    with pytest.raises(EditorialError) as caught:
        read()
    found = {}
    for problem in caught.value.problems:
        match = re.fullmatch(r"unknown key “(.*?)\.?zzzz”: known keys: (.*)", problem.message.en)
        if match:
            found[re.sub(r"\.\d+", "", match[1])] = match[2].split(", ")
    return found


def charter_keys() -> dict[str, list[str]]:
    odd: dict[str, Any] = {_ODD: 1}
    channel = {**odd, "length": odd, "hashtags": {**odd, "map": {}}, "links": odd, "frequency": odd}
    channel |= {"readability": odd, "standfirst": odd, "lists": odd}
    out = [{**odd, "text": "a"}]
    values = {
        **odd,
        "changes": [odd],
        "mission": {**odd, "scope": {**odd, "out": out}, "objectives": [odd]},
        "audiences": [{**odd, "readability": odd}],
        "formats": {"interview": {**odd, "standfirst": odd, "requires": odd}},
        "voice": odd,
        "pillars": [odd],
        "masthead": {**odd, "people": [odd], "roles": [odd]},
        "approval": odd,
        "vocabulary": {**odd, "banned": [odd], "preferred": [odd]},
        "channels": {**odd, "mastodon": channel},
        "portfolio": odd,
        "images": {**odd, "alt_chars": odd},
        "legal": {**odd, "sponsored": odd, "mentions": [odd]},
        "moderation": odd,
    }
    return keys_named_in(lambda: read_charter(json.dumps(values)))


def calendar_keys() -> dict[str, list[str]]:
    odd: dict[str, Any] = {_ODD: 1}
    lists = {name: [odd] for name in ("cadences", "entries", "blackouts", "quiet", "campaigns")}
    groups = dict.fromkeys(("holidays", "offsets", "max_lateness", "notice", "evergreen"), odd)
    return keys_named_in(lambda: read_calendar({CALENDAR_PATH: json.dumps({**odd, **lists, **groups})}))


def data_keys(folder: Path) -> dict[str, list[str]]:
    """Give the keys of channels/*.yaml and of theme/brand.yaml, by file and group."""
    odd: dict[str, Any] = {_ODD: 1}
    charter = read_charter(blocks(doc("charter"), "yaml")[0])
    files: Mapping[str, tuple[dict[str, Any], Callable[[], object]]] = {
        "channels/blog.yaml": ({**odd, "urls": odd}, lambda: read_addresses(folder, charter)),
        "channels/newsletter.yaml": ({**odd, "from": odd}, lambda: read_settings(folder, "en")),
        "channels/social.yaml": ({**odd, "accounts": odd, "avatar": odd}, lambda: read_accounts(folder)),
        "theme/brand.yaml": ({**odd, "pillars": odd}, lambda: read_brand([folder / "theme", shipped_theme()])),
    }
    found: dict[str, list[str]] = {}
    for path, (values, read) in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(json.dumps(values), "utf-8")
        found.update({f"{path} {group}": keys for group, keys in keys_named_in(read).items()})
    return found


def missing_keys(name: str, groups: Mapping[str, list[str]]) -> list[str]:
    """Give the keys that a page neither names in code nor writes in an example."""
    text = doc(name)
    code = "\n".join([*spans(text), *(body for _, body in _FENCE.findall(text))])
    named = set(re.findall(r"[A-Za-z_][\w-]*", code))
    return [f"{group}.{key}" for group, keys in groups.items() for key in keys if key not in named]


# Generated pages.


MADE = pages(ROOT)


@pytest.mark.parametrize("path", MADE)
def test_what_is_made_from_the_code_is_up_to_date(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == MADE[path], "run python3 scripts/manual.py"


def test_every_kind_of_rule_has_its_page_in_full() -> None:
    assert stray_pages(ROOT) == []
    for kind in (*KINDS, *SITE_KINDS, *PLAN_KINDS):
        page = (DOCS / f"rules/{kind}.md").read_text("utf-8")
        parts = re.findall(r"^## (.*)$", page, re.MULTILINE)
        assert parts == ["What it does", "Why", "Options", "Example", "Passes", "Rules"], kind
        assert f"](rules/{kind}.md)" in doc("rules")


def test_the_rules_of_every_part_are_in_the_manual() -> None:
    some = {"words.banned", "key.unknown", "yaml.syntax", "calendar.slot", "live.kept", "image.unusable"}
    assert some <= rule_ids(ROOT)


# Verbs and options.


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_command_line_of_a_page_is_one_the_command_takes(page: Path) -> None:
    for words in commands(text_of(page)):
        if not words or words[0].startswith("-"):
            assert set(words) <= {"--version", "--help", "-h"}, words
            continue
        verb = verb_of(words)
        every_verb()[verb].make_context(verb, words[len(verb.split()) :])


def verb_of(words: list[str]) -> str:
    """Give the verb that a command line names, of a group if it is of one."""
    both = " ".join(words[:2])
    verb = both if both in every_verb() else words[0]
    assert verb in every_verb(), words
    return verb


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_verb_and_option_named_in_a_sentence_exists(page: Path) -> None:
    for span in spans(text_of(page)):
        verb, *words = span.removeprefix("ligne ").split()
        if span.startswith("ligne ") and not verb.startswith("-") and verb != "VERB":
            named = {word for word in words if word.startswith("--")}
            assert named <= options(verb_of([verb, *words])).keys(), span
        elif re.match("--[a-z]", span) and page.stem in READERS and page.parent == DOCS:
            every = {name for verb in every_verb() for name in options(verb)} | {"--help", "--version"}
            assert span.split()[0] in every, span


def test_every_verb_and_every_option_has_its_place_in_the_manual() -> None:
    text = doc("command")
    shared = section(text, "What every verb takes")
    for verb, found in every_verb().items():
        said = section(text, f"`ligne {verb}`")
        assert said, verb
        for name, option in options(verb).items():
            assert name in said + shared, (verb, name)
            for choice in option.type.choices if isinstance(option.type, click.Choice) else ():
                assert f"`{choice}`" in said + shared or f"--format {choice}" in said + shared, (verb, choice)
        assert blocks(said, "sh"), f"{verb} has no example"
        assert found.help


def test_every_file_of_the_memory_is_in_the_page_of_the_architecture() -> None:
    table = (ROOT / "docs/architecture.md").read_text("utf-8").partition("## What is kept")[2].partition("\n## ")[0]
    told = {
        name
        for row in table.splitlines()
        for name in re.findall(r"`([a-z]+)/?`", row.split("|")[1] if "|" in row else "")
    }
    kept = {"pictures", "preview", "pelican", "ledger"}  # these are no memories of this kind
    for file in (*ROOT.glob("channels/**/*.py"), *ROOT.glob("editorial/**/*.py")):
        for name in re.findall(r'\bMemory[(,] ?[\w.]+, ("\w+"|NAME|OUTPUT)', file.read_text("utf-8")):
            module = import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
            kept.add(vars(module).get(name, name.strip('"')))
    # Where a verb imports the name as it runs, the module it comes from has been looked at, or is this one.
    assert told == kept - {"NAME"} | {"online"}


def test_every_state_of_the_plan_is_explained() -> None:
    assert [state for state in State if f"`{state}`" not in doc("command")] == []


def test_what_is_said_not_to_be_built_is_not() -> None:
    said = spans((DOCS / "README.md").read_text("utf-8").partition(NOT_YET)[2])
    verbs = {span for span in said if re.fullmatch(r"[a-z]+", span)}
    every = {name for verb in every_verb() for name in options(verb)}
    assert verbs & command.commands.keys() == set()
    assert {span for span in said if span.startswith("--")} & every == set()
    assert {"serve", "watch"} <= verbs


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_that_the_manual_sets_up_is_given(shell: str) -> None:
    assert f"_LIGNE_COMPLETE={shell}_source ligne" in doc("command")
    code = "import sys; sys.argv[0] = 'ligne'; from channels.cli import main; main()"
    environ = {**os.environ, "_LIGNE_COMPLETE": f"{shell}_source", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "_ligne_completion" in done.stdout) == (0, True), done.stderr


# Keys, channels, rules.


def test_every_key_of_the_front_matter_is_in_the_manual() -> None:
    keys = front_matter_keys()
    groups = {"", "image", "newsletter", "newsletter.links", "social", "social.mastodon", "corrections", "exemptions"}
    assert keys.keys() == groups
    assert missing_keys("piece", keys) == []
    table = section(doc("piece"), "Every key")
    assert [key for key in keys[""] if f"| `{key}` |" not in table] == []


def test_every_key_of_the_charter_is_in_the_manual() -> None:
    keys = charter_keys()
    assert len(keys) == 36
    assert missing_keys("charter", keys) == []
    rows = re.findall(r"^\| `(\w+)` \|", doc("charter"), re.MULTILINE)
    said = {*rows, "channels", "images", "raw_html"}
    assert set(keys[""]) <= said | {"format", "formats"}


def test_every_key_of_the_calendar_is_in_the_manual() -> None:
    keys = calendar_keys()
    lists = {"cadences", "entries", "blackouts", "quiet", "campaigns"}
    assert keys.keys() == {"", *lists, "holidays", "offsets", "max_lateness", "notice", "evergreen"}
    assert missing_keys("calendar", {**keys, "offsets": [], "max_lateness": []}) == []


def test_every_key_of_the_channels_and_of_the_brand_is_in_the_manual(tmp_path: Path) -> None:
    keys = data_keys(tmp_path)
    brand = {name: found for name, found in keys.items() if name.startswith("theme/")}
    channels = {name: found for name, found in keys.items() if name not in brand}
    assert (len(brand), len(channels)) == (2, 7)
    assert missing_keys("channels", channels) == []
    assert missing_keys("theme", brand) == []


def test_every_channel_is_in_the_manual_with_its_limits() -> None:
    _, _, table = section(doc("channels"), "The networks").partition("| channel | counts |")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()[2:] if line]
    said = {row[0].strip("`"): row[2:] for row in rows if len(row) == 6}
    assert set(said) == set(filter(is_social, SHIPPED))
    for channel, cells in said.items():
        network = read_network(channel)
        weight = str(network.url_weight) if network.url_weight else "its length"
        hashtags = str(network.max_hashtags) if network.max_hashtags else ""
        assert cells == [f"{network.max_length:,}", weight, hashtags, "{} × {}".format(*network.size)], channel
    assert [channel for channel in SHIPPED if f"`{channel}`" not in doc("calendar") + doc("channels")] == []


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_rule_named_in_a_page_exists(page: Path) -> None:
    rules = rule_ids(ROOT)
    known = [re.sub(r"<\w+>", "(?:[a-z-]+|<[a-z]+>)", re.escape(rule)) for rule in rules]
    kinds = {rule.partition(".")[0] for rule in rules if "." in rule}
    groups = {**front_matter_keys(), **charter_keys()}
    paths = {f"{group}.{key}" for group, keys in groups.items() for key in keys}
    for span in spans(text_of(page)):
        is_rule = re.fullmatch(r"([a-z-]+)\.[a-z<][a-z<>-]+", span)
        if is_rule and is_rule[1] in kinds and span not in paths and not span.endswith((".md", ".yaml", ".json")):
            assert any(re.fullmatch(pattern, span) for pattern in known), span


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for path, anchor in _LINK.findall(prose(page.read_text("utf-8"))):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), path
        if anchor:
            assert anchor in anchors(target.read_text("utf-8")), f"{path}#{anchor}"


# Examples.


@pytest.mark.parametrize("name", READERS)
def test_every_json_example_is_json(name: str) -> None:
    for block in blocks(doc(name), "json"):
        json.loads(block)


@pytest.mark.parametrize("name", ["piece", "first-piece"])
def test_every_front_matter_of_the_manual_is_right(name: str) -> None:
    examples = [block for block in blocks(doc(name), "markdown") if block.startswith("---\n")]
    assert examples
    for example in examples:
        piece, complaints = read_piece("content/methods/how.md", split_markdown(example), lang="en", zone=UTC)
        assert complaints == (), piece.title


def test_every_yaml_example_says_which_file_it_is_and_can_be_read(tmp_path: Path) -> None:
    charter_text = blocks(doc("charter"), "yaml")[0]
    calendar_text = blocks(doc("calendar"), "yaml")[0]
    charter, read = read_charter(charter_text), set()
    for name in READERS:
        for block in blocks(doc(name), "yaml"):
            match = re.match(r"# (\S+\.ya?ml)\n", block)
            assert match, block.splitlines()[0]
            read.add(match[1])
            (tmp_path / match[1]).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / match[1]).write_text(block, "utf-8")
            if match[1].startswith("editorial/calendar"):
                calendar = read_calendar({CALENDAR_PATH: calendar_text, match[1]: block})
                assert slots_missing(calendar, tmp_path, charter_text) == []
            elif not match[1].startswith("."):
                load_yaml(block)
    assert charter.lang == "en"
    assert read_addresses(tmp_path, charter).pillar("news") == "/pillar/news/"
    settings = read_settings(tmp_path, "en")
    assert settings
    assert settings.sender
    assert read_accounts(tmp_path).keys() == {"mastodon", "bluesky"}
    assert read_brand([tmp_path / "theme", shipped_theme()], ["news", "methods"]).colour("accent") == "#00672c"
    assert {"editorial/charter.yaml", CALENDAR_PATH, "theme/brand.yaml", ".pre-commit-config.yaml"} <= read


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_example_charters_are_whole_and_a_site_lives_by_them(tmp_path: Path, lang: str) -> None:
    text = (DOCS / f"charters/{lang}.yaml").read_text("utf-8")
    charter = read_charter(text)
    groups = ("mission", "audiences", "voice", "vocabulary", "images", "legal", "moderation", "approval", "changes")
    assert [name for name in groups if not load_yaml(text).get(name)] == []  # type: ignore[attr-defined]
    assert (charter.lang, sum(pillar.share for pillar in charter.pillars)) == (lang, 100)
    assert all(word.why for word in (*charter.banned, *charter.preferred))
    schema = json.loads(schemas(lang)["charter.json"])
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(load_yaml(text))) == []
    site = SiteBuilder(tmp_path).charter(load_yaml(text))  # type: ignore[arg-type]
    site.piece("un", "Un mot. " * 100, pillar=charter.pillars[0].id, author=charter.people[0].id, lang=lang)
    ran = ligne("check", "--at", "2026-12-10T12:00+01:00", site=tmp_path)
    assert (ran.code, "vocabulary" in ran.out) == (0, False), ran.said
    assert f"](charters/{lang}.yaml)" in doc("write-your-charter")


def slots_missing(calendar: Calendar, folder: Path, charter: str) -> list[str]:
    site = Site(folder, read_charter(charter), calendar, ())
    found = lay_out(site, datetime(2027, 3, 1, tzinfo=UTC)).findings
    return [finding.message.en for finding in found if finding.rule != "calendar.piece"]


def test_the_hook_of_the_manual_is_one_we_have() -> None:
    (hook,) = blocks(doc("ci"), "yaml")
    assert re.findall(r"- id: (\S+)", hook) == [
        one["id"] for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    ]


def test_the_jobs_of_the_manual_are_those_that_are_laid_out(tmp_path: Path) -> None:
    ligne("init", str(tmp_path / "site"))
    texts = [path.read_text("utf-8") for path in (tmp_path / "site/.github/workflows").iterdir()]
    texts.append((tmp_path / "site/.gitlab-ci.yml").read_text("utf-8"))
    jobs = {name for text in texts for name, job in (yaml.safe_load(text).get("jobs") or yaml.safe_load(text)).items()
            if isinstance(job, dict) and {"script", "steps"} & job.keys()}  # fmt: skip
    named = set(spans(doc("ci"))) | {
        row.split("|")[1].strip() for row in doc("ci").splitlines() if row.startswith("| ")
    }
    assert jobs - named == set()
    files = {path.name for path in (tmp_path / "site").rglob("*.yml")}
    assert {span.rpartition("/")[2] for span in spans(doc("ci")) if span.endswith(".yml")} == files


def test_the_site_of_the_first_five_minutes_grows_as_the_page_says(workplace: Path) -> None:
    """Does what docs/first-piece.md says, line by line, on the day it was written; its answers are the page's."""
    draft, said, made = workplace / "my-site/content/methods/how-we-answer-questions.md", "", []
    for language, block in _FENCE.findall(doc("first-piece")):
        if language == "text":
            assert said == block
        elif language == "markdown":
            assert draft.is_file()
            draft.write_text(block, "utf-8")
        for line in block.splitlines() if language == "sh" else ():
            said = run_line(line) or said
            if line.startswith("ligne new"):
                add_entry(workplace / "my-site/editorial/calendar.yaml", said.splitlines()[-1])
            elif line.startswith("ligne preview"):
                assert (workplace / "my-site/.ligne/preview/site/how-we-answer-questions/index.html").is_file()
                draft.write_text(draft.read_text("utf-8").replace("status: draft", "status: approved"), "utf-8")
            elif line.startswith("ligne build"):
                made.append((workplace / "my-site/output/site/how-we-answer-questions/index.html").exists())
    assert made == [False, True]


def test_a_network_is_added_as_the_page_says(workplace: Path) -> None:
    """Does what docs/networks.md says, in a new site: its files, its lines, its commands."""
    run_line("ligne init my-site --lang en")
    os.chdir(workplace / "my-site")
    for language, block in _FENCE.findall(doc("networks")):
        first, _, lines = block.partition("\n")
        path, _, place = first.removeprefix("# ").partition(", ")
        if language == "yaml" and not place:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text(lines, "utf-8")
        elif language == "yaml":
            mark, before = place.removeprefix("under "), Path(path).read_text("utf-8")
            found = re.search(rf"^{mark}\n" if mark != place else rf"^{mark}: .*\n", before, re.MULTILINE)
            assert found, block
            at = found.end() if mark != place else found.start()
            Path(path).write_text(before[:at] + lines + before[found.end() :], "utf-8")
        for line in block.splitlines() if language == "sh" else ():
            said = run_line(line)
            assert "forum" in said or not line.startswith(("ligne plan", "ligne explain", "ligne due")), line
    assert "forum" in run_line("ligne plan --channel forum")
    post = json.loads(Path("output/outbox/social/welcome/forum/post.json").read_text("utf-8"))
    assert post["parts"][0]["text"].startswith("The magazine has begun.")
    assert (post["network"]["name"], post["hashtags"]) == ("The team's forum", ["Magazine"])
    assert Path("output/outbox/social/one-text-three-channels/forum/post.txt").is_file()
    assert read_network("mastodon", Path()).max_length == 1000


def test_the_commands_of_the_readme_make_a_first_piece(workplace: Path) -> None:
    readme = ROOT / "README.md"
    if not readme.is_file():
        pytest.skip("there is no README.md yet")
    (block,) = [block for block in blocks(text_of(readme), "sh") if "ligne init" in block]
    for line in block.splitlines():
        run_line(line)
    assert len(list(workplace.glob("*/output/site/index.html"))) == 1


def test_a_theme_made_for_pelican_is_put_on_as_the_manual_says(workplace: Path) -> None:
    run_line("ligne init site --lang en")
    (lines,) = blocks(doc("theme"), "python")
    (workplace / "site/pelicanconf.py").write_text((ROOT / "pelicanconf.py").read_text("utf-8") + lines, "utf-8")
    os.chdir(workplace / "site")
    run_line("ligne build")
    assert 'name="generator" content="Pelican"' in Path("output/site/welcome/index.html").read_text("utf-8")
    assert 'name="generator" content="Pelican"' in Path("output/site/charter/index.html").read_text("utf-8")


def test_one_file_of_the_theme_is_overridden_as_the_manual_says(workplace: Path) -> None:
    run_line("ligne init site --lang en")
    (template,) = blocks(doc("theme"), "html")
    (workplace / "site/theme/templates").mkdir(parents=True)
    (workplace / "site/theme/templates/404.html").write_text(template, "utf-8")
    os.chdir(workplace / "site")
    run_line("ligne build")
    assert "<h1>Nothing here</h1>" in Path("output/site/404.html").read_text("utf-8")


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder to work in, with a git identity."""
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "a@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_line(line: str) -> str:
    """Run a line of a page, ours on the day the page was written; gives what ours said."""
    words = shlex.split(line, comments=True)
    program = Path(words[0]).name if words else ""
    if program == "cd":
        os.chdir(words[1])
    elif program == "git":
        subprocess.run(line, shell=True, check=True)  # a line of the manual, as a reader types it
    elif program == "ligne":
        ran = ligne(*words[1:], *(() if "--at" in words else ("--at", WRITTEN)))
        assert ran.code == 0, f"{line}\n{ran.said}"
        return ran.out
    return ""


def add_entry(calendar: Path, entry: str) -> None:
    calendar.write_text(calendar.read_text("utf-8").replace("entries:\n", f"entries:\n{entry}\n"), "utf-8")
