"""Who is written to, and what happens to a mail that a server puts off."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.database import url_from
from channels.mailing.transport import Fate
from channels.service.asked import TRY_AGAIN_S, Registrar
from channels.service.limit import Limit
from channels.service.mails import Mails
from channels.service.pages import Pages
from channels.service.settings import read_service
from channels.subscribers.membership import Membership
from channels.subscribers.record import Reader
from channels.templates import read_look
from tests.channels.service.house import AT, KEYS, LEA, LIST, MASKS, Postbox, site


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def registrar(tmp_path: Path, postbox: Postbox) -> Registrar:
    root = site(tmp_path / "site")
    url = url_from(f"sqlite:{tmp_path}/list.db", root)
    assert url is not None
    membership = Membership(url, LIST, MASKS, Reader())
    membership.make_ready()
    mails = Mails(Pages(read_look(root), read_service(root)), KEYS)
    limits = Limit(3, 1, lambda: 0.0), Limit(1, 1, lambda: 0.0)
    return Registrar(membership, MASKS, mails, postbox.send, lambda: AT, *limits)


def test_a_mail_that_is_put_off_is_tried_again_a_few_times(registrar: Registrar, postbox: Postbox) -> None:
    postbox.answers = [Fate.DEFERRED] * (1 + len(TRY_AGAIN_S))
    waits, task = [], registrar.subscribes(LEA, "fr")
    while later := task():
        waits.append(later[0])
        task = later[1]
    assert (tuple(waits), len(postbox.taken)) == (TRY_AGAIN_S, 1 + len(TRY_AGAIN_S))
    assert len({mail["Message-ID"] for _, mail in postbox.taken}) == 1


@pytest.mark.parametrize("fate", [Fate.REFUSED, Fate.DOUBT, Fate.DELIVERED])
def test_a_mail_that_was_refused_or_may_have_left_is_not_tried_again(
    registrar: Registrar, postbox: Postbox, fate: Fate
) -> None:
    postbox.answers = [fate]
    assert registrar.subscribes(LEA, "fr")() is None
    assert len(postbox.taken) == 1
