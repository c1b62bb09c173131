"""Serves the application by HTTP: bounded, without a log of who asked for what, and stopped gracefully."""

from __future__ import annotations

import gc
import logging
import socket

import uvicorn
from starlette.applications import Starlette

from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.system_words import said_by

MAX_AT_ONCE = 500
"""Connections, idle ones included; a proxy in front lets nobody hold them all."""
MAX_HEAD_BYTES = 16_384
STOP_WAIT_S = 10


def listening(host: str, port: int) -> socket.socket:
    """Give a socket that listens; port 0 is any free one. Raises EditorialError where it cannot be had."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=512)
    except (OSError, OverflowError) as error:
        said = said_by(error) if isinstance(error, OSError) else str(error)
        raise EditorialError(_NO_PORT.fill(host=host, port=port, said=said)) from None


def server_of(app: Starlette, proxies: str = "") -> uvicorn.Server:
    """Give the server of an application, whose `run` ends at SIGINT or SIGTERM.

    `proxies` are the addresses, by commas, that X-Forwarded-For is believed from; by default none is.
    """
    # A run of the command never collects garbage; a service does.
    gc.enable()
    # A path holds a token. `access_log=False` alone is undone by whoever gives every logger a handler.
    logging.getLogger("uvicorn.access").disabled = True
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
        limit_concurrency=MAX_AT_ONCE,
        timeout_graceful_shutdown=STOP_WAIT_S,
        h11_max_incomplete_event_size=MAX_HEAD_BYTES,
    )
    return uvicorn.Server(config)


def name_of(listener: socket.socket) -> str:
    """Give the address a socket listens at, as a URL."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


_NO_PORT = Phrase(
    "rien ne peut écouter sur {host}, port {port} ({said}) : choisissez-en un autre avec --port",
    "nothing can listen at {host}, port {port} ({said}): choose another one with --port",
)
