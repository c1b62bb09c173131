"""An edition is for the readers who chose it, and for those who chose nothing."""

from __future__ import annotations

import pytest

from editorial.segment import Frequency, Segment

WEEKLY, MONTHLY = Frequency.WEEKLY, Frequency.MONTHLY


@pytest.mark.parametrize(
    ("segment", "reader", "gets"),
    [
        pytest.param(Segment(), (MONTHLY, ["craft"], "fr"), True, id="everybody"),
        pytest.param(Segment(WEEKLY), (WEEKLY, [], ""), True, id="the-frequency-chosen"),
        pytest.param(Segment(WEEKLY), (None, [], ""), True, id="no-frequency-chosen"),
        pytest.param(Segment(WEEKLY), (MONTHLY, [], ""), False, id="another-frequency"),
        pytest.param(Segment(pillars=("craft", "tools")), (None, ["tools"], ""), True, id="a-pillar-chosen"),
        pytest.param(Segment(pillars=("craft",)), (None, [], ""), True, id="no-pillar-chosen"),
        pytest.param(Segment(pillars=("craft",)), (None, ["tools"], ""), False, id="another-pillar"),
        pytest.param(Segment(lang="fr"), (None, [], "fr-CA"), True, id="a-region-of-the-language"),
        pytest.param(Segment(lang="fr"), (None, [], "en"), False, id="another-language"),
        pytest.param(Segment(WEEKLY, ("craft",)), (WEEKLY, ["tools"], ""), False, id="one-choice-is-not-enough"),
    ],
)
def test_a_reader_gets_what_fits_every_choice(
    segment: Segment, reader: tuple[Frequency | None, list[str], str], gets: bool
) -> None:
    assert segment.takes_in(*reader) is gets
