"""A corpus is the same for the same seed, passes the checks it is meant to pass, and is the same text for everyone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmark.posts import FOLDER
from corpus import NETWORKS
from tests.command import ligne
from tests.trees import tree

SCRIPT = Path(__file__).parent.parent.parent / "scripts/corpus.py"
AT = "2026-11-23T12:00+00:00"


def corpus(folder: Path, *wanted: str, pieces: int = 12) -> Path:
    command = [sys.executable, str(SCRIPT), str(folder), "--pieces", str(pieces), *wanted]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def bodies(folder: Path) -> dict[str, str]:
    """Give the texts below the front matter by the file's name, links to other pieces written alike."""
    ends = re.compile(r"\A(?:---\n.*?\n---\n|(?:\w+: [^\n]*\n)+\n)", re.DOTALL)
    link = re.compile(r"\]\((?:\{filename\}|\.\.)?/(?:\w+/)?([\w-]+)(?:\.md|/)\)")
    texts = {path.stem: path.read_text("utf-8") for path in (folder / "content").rglob("*.md")}
    return {name: link.sub(r"](@\1)", ends.sub("", text, count=1)) for name, text in texts.items()}


def test_the_same_seed_gives_the_same_files_and_another_gives_others(tmp_path: Path) -> None:
    one, same, other = (
        corpus(tmp_path / name, "--channels", "all", "--images", "--seed", seed)
        for name, seed in (("one", "7"), ("same", "7"), ("other", "8"))
    )
    assert (tree(one) == tree(same), tree(one) == tree(other)) == (True, False)


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param((), id="blog"),
        pytest.param(("--channels", "all", "--images"), id="every-channel-with-photos"),
    ],
)
def test_nothing_is_found_wrong_with_a_corpus_and_every_piece_is_live(tmp_path: Path, wanted: tuple[str, ...]) -> None:
    site = corpus(tmp_path / "site", *wanted)
    checked = ligne("check", "--at", AT, "--format", "json", site=site)
    planned = ligne("plan", "--at", AT, "--format", "json", site=site)
    assert (checked.code, '"findings": []' in checked.out) == (0, True), checked.said
    assert (planned.code, planned.out.count('"state": "live"') >= 12) == (0, True), planned.said


def test_the_calendar_of_a_planned_corpus_puts_its_pieces_out_day_by_day(tmp_path: Path) -> None:
    site = corpus(tmp_path / "site", "--planned")
    checked = ligne("check", "--at", AT, "--format", "json", site=site)
    items = json.loads(ligne("plan", "--at", AT, "--to", AT, "--format", "json", site=site).out)["items"]
    days = [item["slot"] for item in items if item["channel"] == "blog" and item["state"] == "live"]
    levels = {finding["level"] for finding in json.loads(checked.out)["findings"]}
    assert (checked.code, levels - {"warning", "suggestion"}) == (0, set()), checked.said
    assert days == [f"quotidien/2026-11-{day}" for day in range(12, 24)]
    assert {item["channel"] for item in items} == {"blog", "newsletter", *NETWORKS}


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the real posts are not in ../shared/corpora/fr-blog")
def test_real_posts_are_judged_by_five_hundred_terms_and_more(tmp_path: Path) -> None:
    site = corpus(tmp_path / "site", "--texts", "real", "--line", "terms", pieces=10)
    checked = ligne("check", "--at", AT, site=site)
    kinds = ("words.preferred", "spelling.unknown", "typography.", "readability.sentence")
    assert (checked.code, [kind for kind in kinds if kind not in checked.out]) == (0, []), checked.said
    assert (site / "editorial/charter.yaml").read_text("utf-8").count("instead_of") == 500


@pytest.mark.parametrize("texts", ["magazine", "technical"])
@pytest.mark.parametrize("contender", ["pelican", "hugo", "eleventy"])
def test_every_contender_is_given_the_same_texts(tmp_path: Path, contender: str, texts: str) -> None:
    ours = corpus(tmp_path / "ours", "--texts", texts)
    theirs = corpus(tmp_path / contender, "--texts", texts, "--for", contender)
    assert bodies(ours) == bodies(theirs)


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the real posts are not beside this checkout")
def test_real_posts_are_repeated_under_names_and_titles_of_their_own(tmp_path: Path) -> None:
    site = corpus(tmp_path / "real", "--texts", "real", pieces=140)
    texts = [path.read_text("utf-8") for path in (site / "content").rglob("*-[0-9]*.md")]
    titles = {re.search(r'^title: "(.*)"$', text, re.MULTILINE)[1] for text in texts}  # type: ignore[index]
    checked = ligne("check", "--at", AT, "--format", "json", site=site)
    assert (len(texts), len(titles), checked.code) == (140, 140, 0), checked.said


def test_pieces_are_of_some_seven_hundred_words_and_link_to_one_another(tmp_path: Path) -> None:
    texts = bodies(corpus(tmp_path / "site", pieces=60))
    pieces = {name: text for name, text in texts.items() if name[-1].isdigit()}
    words = sum(len(text.split()) for text in pieces.values()) / len(pieces)
    linked = {target for text in pieces.values() for target in re.findall(r"\]\(@([^)]+)\)", text)}
    assert (550 < words < 850, linked <= pieces.keys(), len(linked) > 20) == (True, True, True)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    command = [sys.executable, str(SCRIPT), str(tmp_path), "--pieces", "2"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, [path.name for path in tmp_path.iterdir()]) == (2, ["mine.txt"])
