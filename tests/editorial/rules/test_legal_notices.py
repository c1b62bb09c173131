from __future__ import annotations

import pytest

from editorial.rules import legal_notices


@pytest.mark.parametrize(
    ("charter", "expected"),
    [
        ("", []),
        ("legal: {required: [host], host: Nous}", []),
        ("legal: {required: [host, director], director: Elle}", ["legal.host"]),
    ],
    ids=["nothing required", "there", "missing"],
)
def test_the_charter_gives_the_notices_it_owes(desk, charter, expected) -> None:
    found = list(legal_notices.check_site(desk.context({}, charter=charter)))

    assert [finding.clause for finding in found] == expected
    assert all(finding.path == "editorial/charter.yaml" and finding.span.line > 1 for finding in found)
