"""A post that an instance would not take is refused whole, in a sentence, before its first part leaves."""

from __future__ import annotations

from typing import Any

import pytest

from channels.exchange import Answer, door
from channels.ledger.entry import What
from channels.posting.limits import why_too_much
from channels.posting.mastodon import Mastodon
from tests.channels.answering import Answering
from tests.channels.posting.posts import LINK, a_post


def instance(statuses: Any = None, media: Any = None) -> Answer:
    return Answer(200, {"configuration": {"statuses": statuses or {}, "media_attachments": media or {}}})


PARTS = [
    {"text": "a" * 20, "count": 20, "facets": []},
    {"text": f"{'b' * 9} {LINK}", "count": 10 + 23, "facets": [{"start": 10, "end": 10 + len(LINK), "type": "link",
                                                               "value": LINK}]},
]  # fmt: skip


@pytest.mark.parametrize(
    ("limits", "more", "why"),
    [
        pytest.param(instance({"max_characters": 32}), {}, "la partie 2 sur 2 compte 33 signes, et cette instance en "
                     "prend 32 : retirez-en 1", id="a-part-too-long"),
        pytest.param(instance({"max_characters": 33}), {}, None, id="just-so-long"),
        pytest.param(instance({"max_characters": 33, "characters_reserved_per_url": 30}), {}, "compte 40 signes",
                     id="links-count-more-here"),
        pytest.param(instance({"max_characters": 30, "characters_reserved_per_url": 20}), {}, None,
                     id="links-count-less-here"),
        pytest.param(instance({"max_characters": 35}), {"warning": "Deuil"}, "compte 38 signes",
                     id="the-warning-counts"),
        pytest.param(instance({"max_media_attachments": 0}), {}, None, id="a-limit-that-is-none"),
        pytest.param(instance(media={"image_size_limit": 10}), {}, "une image de", id="too-heavy"),
        pytest.param(instance(media={"image_matrix_limit": 100}), {}, "120 × 80 pixels", id="too-large"),
        pytest.param(instance(media={"description_limit": 5}), {}, "texte de remplacement de 17 signes",
                     id="alt-too-long"),
        pytest.param(instance(media={"supported_mime_types": ["image/png"]}), {}, "image/jpeg", id="other-format"),
        pytest.param(Answer(200, {"configuration": {"statuses": {"max_characters": "no"}}}), {}, None,
                     id="a-limit-that-is-no-number"),
        pytest.param(Answer(200, {"domain": "snac.example"}), {}, None, id="no-limits-named"),
    ],
)  # fmt: skip
def test_what_an_instance_does_not_take_is_said(limits: Answer, more: dict[str, Any], why: str | None) -> None:
    found = why_too_much(limits, a_post(parts=PARTS, **more))
    assert (found is None) == (why is None)
    assert (why or "") in (found.fr if found else "")


def test_a_thread_whose_last_part_is_too_long_is_not_begun(network: Answering) -> None:
    network.answers = [(200, {"configuration": {"statuses": {"max_characters": 32}}}, {})]
    outcome = Mastodon(door(network.url, {})).post("mastodon:fil", a_post(parts=PARTS))
    assert (outcome.what, network.paths()) == (What.REFUSED, ["/api/v2/instance"])
    assert outcome.said is not None
