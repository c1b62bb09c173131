"""The list's export, for whoever sends the letter: its members, a line of JSON each, to the holder of a token."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from channels.service.forms import Refused
from channels.service.limit import Limit, client_of
from channels.service.pages import KEPT_FROM_ALL
from channels.subscribers.membership import Membership
from channels.subscribers.record import as_cells
from channels.subscribers.subscriber import Subscriber


@dataclass(frozen=True)
class Export:
    """Gives the members of a list, streamed."""

    membership: Membership
    list_id: str
    token: str = field(repr=False)
    failures: Limit

    async def gives(self, request: Request) -> Response:
        """Give the list, to whoever has the token, for the list that is named or for this one."""
        if not self.token:
            raise HTTPException(404)
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        is_known = hmac.compare_digest(given.strip().encode("latin-1", "replace"), self.token.encode())
        if scheme.lower() != "bearer" or not is_known:
            if wait_s := self.failures.wait_s(client_of(request.client.host if request.client else "")):
                raise Refused(429, wait_s)
            raise HTTPException(401, headers={"WWW-Authenticate": 'Bearer realm="export"'})
        if request.query_params.get("list", self.list_id) != self.list_id:
            raise HTTPException(404)
        # A database that does not answer is said by a status, not by an empty list.
        await run_in_threadpool(self.membership.answers)
        return StreamingResponse(self._lines(), media_type="application/x-ndjson", headers=KEPT_FROM_ALL)

    def _lines(self) -> Iterator[str]:
        for _, member in self.membership.mailable():
            if isinstance(member, Subscriber):
                yield json.dumps(as_cells(member), ensure_ascii=False) + "\n"
