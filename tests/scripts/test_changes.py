"""An edit is seen in what is built after it or it stops the bench, and the sources are as they were in the end."""

from __future__ import annotations

import sys

import pytest

from benchmark.changes import (
    CHANGED,
    Act,
    brand,
    checked,
    linted,
    newest_title,
    old_body,
    piece_added,
    piece_deleted,
    pieces_of,
    template,
)
from benchmark.contenders.contender import Contender
from benchmark.contenders.registry import CONTENDERS
from benchmark.measure import BenchFailed, cost_of
from tests.scripts.test_corpus import corpus, tree

ACTS = (old_body, newest_title, piece_added, piece_deleted, template, brand)


@pytest.fixture(scope="module")
def ligne(tmp_path_factory: pytest.TempPathFactory) -> Contender:
    folder = tmp_path_factory.mktemp("bench")
    return CONTENDERS["ligne"](corpus(folder / "site"), folder)


def sources(site: Contender) -> dict[str, bytes]:
    return {name: raw for name, raw in tree(site.folder).items() if not name.startswith(("output/", ".ligne/"))}


@pytest.mark.parametrize("act", ACTS)
def test_an_edit_shows_and_is_taken_back(ligne: Contender, act: Act) -> None:
    before = sources(ligne)
    with act(ligne, 0):
        cost_of(ligne.command, ligne.folder, ligne.log)
    assert sources(ligne) == before


@pytest.mark.parametrize("act", ACTS)
def test_a_build_that_does_not_show_an_edit_stops_the_bench(ligne: Contender, act: Act) -> None:
    with pytest.raises(BenchFailed), act(ligne, 0):
        cost_of((sys.executable, "-c", "pass"), ligne.folder, ligne.log)
    assert not ligne.folder.with_suffix(CHANGED).exists()


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Contender:
    folder = tmp_path_factory.mktemp("lint")
    site = corpus(folder / "site", "--texts", "manual", "--line", "house", pieces=3)
    return CONTENDERS["ligne"](site, folder)


@pytest.mark.parametrize("act", [linted, checked])
def test_a_check_tells_of_every_text_and_the_next_tells_the_same(english: Contender, act: Act) -> None:
    with act(english, 0):
        cost_of((english.command[0], "check"), english.folder, english.log)
    said = english.log.read_text("utf-8")
    assert ("Banc.Intensifiers" in said, "spelling.unknown" in said, " error " in said) == (True, True, False), said
    assert len(list((english.folder / "editorial/styles/Banc").iterdir())) == 100


@pytest.mark.parametrize("act", [linted, checked])
def test_a_check_that_tells_nothing_stops_the_bench(english: Contender, act: Act) -> None:
    with pytest.raises(BenchFailed), act(english, 0):
        cost_of((sys.executable, "-c", "pass"), english.folder, english.log)


def test_pieces_are_counted_from_the_oldest(ligne: Contender) -> None:
    assert [path.stem.rpartition("-")[2] for path in pieces_of(ligne)] == [str(number) for number in range(12)]
