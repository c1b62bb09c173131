"""The crew gives the same in the same order whoever works, and what fails in a process fails here as what it is."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from time import sleep

import pytest

from editorial.crew import Crew, available_jobs
from editorial.errors import EditorialError, Problem
from editorial.finding import Phrase, Span
from editorial.source import Unreadable

TWO = (Problem(Phrase("un", "one"), "a.md", Span(3, 1, 2)), Problem(Phrase("deux", "two"), "b.md"))


def squares(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


def places(numbers: Sequence[int]) -> list[int]:
    return [os.getpid() for _ in numbers]


def sizes(numbers: Sequence[int]) -> list[int]:
    return [len(numbers)] * len(numbers)


def mistaken(numbers: Sequence[int]) -> list[int]:
    if max(numbers) in (4, 19):
        raise ValueError(max(numbers))
    return list(numbers)


def refused(numbers: Sequence[int], problem: Exception | None = None) -> list[int]:
    if 7 in numbers:
        raise EditorialError(TWO) if problem is None else problem
    return list(numbers)


def meeting(numbers: Sequence[int], folder: Path, count: int) -> list[int]:
    """Say which process works, once so many of them have come."""
    (folder / str(os.getpid())).touch()
    while len(list(folder.iterdir())) < count:
        sleep(0.001)
    return places(numbers)


def stopped(numbers: Sequence[int], folder: Path, here: int) -> list[int]:
    """Be killed, but for the process that waits to see it."""
    meeting(numbers, folder, 2)
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return list(numbers)


CREWS = {"one": Crew(1), "two": Crew(2), "threads": Crew(2, ThreadPoolExecutor)}


@pytest.mark.parametrize("crew", CREWS.values(), ids=CREWS)
@pytest.mark.parametrize(("batch", "least"), [(1, 1), (3, 1), (40, 1), (3, 1_000)])
@pytest.mark.parametrize("count", [0, 1, 20])
def test_every_crew_gives_the_same_in_the_same_order(crew: Crew, batch: int, least: int, count: int) -> None:
    found = list(crew.map(squares, range(count), batch=batch, least=least))

    assert found == [number * number for number in range(count)]


@pytest.mark.parametrize("jobs", [2, 3])
def test_this_process_works_beside_the_others(jobs: int, tmp_path: Path) -> None:
    found = set(Crew(jobs).map(partial(meeting, folder=tmp_path, count=jobs), range(20), batch=2, least=20))

    assert (len(found), os.getpid() in found) == (jobs, True)


@pytest.mark.parametrize(
    ("crew", "least", "batch"),
    [
        pytest.param(Crew(2), 11, 2, id="too-little-work"),
        pytest.param(Crew(2), 1, 10, id="one-batch"),
        pytest.param(Crew(1), 0, 2, id="one-job"),
    ],
)
def test_this_process_works_alone_where_there_is_too_little(crew: Crew, least: int, batch: int) -> None:
    assert set(crew.map(places, range(10), batch=batch, least=least)) == {os.getpid()}


@pytest.mark.parametrize("crew", CREWS.values(), ids=CREWS)
def test_of_two_mistakes_the_first_is_told_whoever_made_it(crew: Crew) -> None:
    with pytest.raises(ValueError, match=r"^4$"):
        list(crew.map(mistaken, range(20), batch=1, least=1))


@pytest.mark.parametrize("crew", CREWS.values(), ids=CREWS)
def test_work_is_handed_out_in_batches(crew: Crew) -> None:
    assert list(crew.map(sizes, range(7), batch=3, least=1)) == [3, 3, 3, 3, 3, 3, 1]


@pytest.mark.parametrize("crew", CREWS.values(), ids=CREWS)
def test_an_input_that_a_process_cannot_read_is_said_here_with_all_its_problems(crew: Crew) -> None:
    with pytest.raises(EditorialError) as raised:
        list(crew.map(refused, range(20), batch=2, least=1))

    assert raised.value.problems == TWO


@pytest.mark.parametrize("crew", CREWS.values(), ids=CREWS)
def test_a_text_that_a_process_cannot_read_is_said_here_with_its_place(crew: Crew) -> None:
    problem = Unreadable("source.yaml", Phrase("faux", "wrong"), Span(4, 2, 9), Phrase("corrigez", "mend"))

    with pytest.raises(Unreadable) as raised:
        list(crew.map(partial(refused, problem=problem), range(20), batch=2, least=1))

    found = raised.value
    assert (found.rule, found.message, found.span, found.fix) == (
        problem.rule,
        problem.message,
        problem.span,
        problem.fix,
    )


@pytest.mark.parametrize("crew", CREWS.values(), ids=CREWS)
def test_a_mistake_of_ours_comes_through_as_it_is(crew: Crew) -> None:
    with pytest.raises(ZeroDivisionError):
        list(crew.map(partial(refused, problem=ZeroDivisionError()), range(20), batch=2, least=1))


def test_a_process_that_the_system_stops_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(EditorialError) as raised:
        list(Crew(2).map(partial(stopped, folder=tmp_path, here=os.getpid()), range(20), batch=2, least=1))

    assert "--jobs 1" in raised.value.problems[0].message.read("fr")


def test_an_executor_is_asked_for_no_more_processes_than_there_are_batches_for() -> None:
    asked: list[int] = []

    def threads(jobs: int) -> Executor:
        asked.append(jobs)
        return ThreadPoolExecutor(jobs)

    found = list(Crew(8, threads).map(squares, range(6), batch=2, least=1))

    assert (asked, found) == ([2], [0, 1, 4, 9, 16, 25])


def test_nothing_to_do_starts_nobody() -> None:
    refuse: Callable[[int], Executor] = lambda jobs: pytest.fail("started")  # noqa: E731

    assert list(Crew(2, refuse).map(squares, [], batch=2, least=1)) == []


def test_a_machine_runs_one_process_at_least() -> None:
    assert available_jobs() >= 1
