from __future__ import annotations

from fractions import Fraction

import pytest

from channels.mailing.expectation import Expectation, expectation_from, refuse_unexpected
from editorial.errors import EditorialError

EDITION = "lettre/2026-12-04"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1200", Expectation(1200)),
        ("1200 ±5%", Expectation(1200, Fraction(60))),
        ("1200±5 %", Expectation(1200, Fraction(60))),
        ("1200 +-2,5%", Expectation(1200, Fraction(30))),
        ("lettre=1200 +/-50", Expectation(1200, Fraction(50), "lettre")),
        ("lettre/2026-12-04=0", Expectation(0, Fraction(0), EDITION)),
    ],
)
def test_number_of_readers_is_read_as_it_is_written(written, expected):
    assert expectation_from(written) == expected


@pytest.mark.parametrize("written", ["", "douze", "-3", "1200 5%", "1200 ±", "a b=3", "1200%", "lettre="])
def test_anything_else_is_refused_and_quoted(written):
    with pytest.raises(EditorialError, match="is no number of readers") as caught:
        expectation_from(written)
    assert f"“{written}”" in str(caught.value)


@pytest.mark.parametrize(
    ("expected", "readers", "said"),
    [
        (["100"], 100, ""),
        (["100 ±10%"], 110, ""),
        (["100 ±10%"], 111, "expects 100"),
        (["100 ±10%"], 89, "expects 100"),
        ([], 3, "confirm with --expect-recipients '3 ±5%'"),
        (["autre=3"], 3, "confirm with"),
        (["9", "lettre=3"], 3, ""),
        (["3", "lettre=9"], 3, "expects 9"),
        (["9", "lettre=9", f"{EDITION}=3"], 3, ""),
    ],
)
def test_what_names_the_edition_most_nearly_counts(expected, readers, said):
    expectations = [expectation_from(one) for one in expected]
    if not said:
        refuse_unexpected(expectations, EDITION, readers)
        return
    with pytest.raises(EditorialError) as caught:
        refuse_unexpected(expectations, EDITION, readers)
    assert said in str(caught.value)
