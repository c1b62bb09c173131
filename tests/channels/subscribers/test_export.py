from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from channels.subscribers import source as sources
from channels.subscribers.mask import Masks
from channels.subscribers.setting import open_source
from editorial.errors import EditorialError

KEY, TOKEN = "ab" * 16, "un-jeton-secret"
MASKS = Masks(bytes.fromhex(KEY))


class Service:
    """A subscription service on loopback: what it exports, and how badly it answers."""

    def __init__(self) -> None:
        self.readers = ["ada@x.example", "bob@x.example"]
        self.framing = "chunked"
        self.asked: list[tuple[str, str | None]] = []

    @property
    def body(self) -> bytes:
        return "".join(json.dumps({"address": one, "status": "active"}) + "\n" for one in self.readers).encode()


@pytest.fixture
def service():
    """Give a service that answers on a free port until the test ends."""
    told = Service()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            told.asked.append((self.path, self.headers["Authorization"]))
            self.close_connection = True
            if self.headers["Authorization"] != f"Bearer {TOKEN}":
                self.send_error(401)
                return
            if told.framing == "away":
                self.send_response(302)
                self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
                self.end_headers()
                return
            self.send_response(200)
            if "chunked" in told.framing:
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                self.wfile.write(b"%x\r\n%s\r\n" % (len(told.body), told.body))
                self.wfile.write(b"" if "cut" in told.framing else b"0\r\n\r\n")
            else:
                if "length" in told.framing:
                    self.send_header("Content-Length", str(len(told.body) + ("cut" in told.framing)))
                self.end_headers()
                self.wfile.write(told.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    told.environ = {
        "LIGNE_MASK_KEY": KEY,
        "LIGNE_SERVICE_TOKEN": TOKEN,
        "LIGNE_SUBSCRIBERS": f"lettre=service:http://127.0.0.1:{server.server_port}/abonnes/",
    }
    yield told
    server.shutdown()
    server.server_close()


def addresses(source):
    return [person.address for person in source.subscribers()]


@pytest.mark.parametrize("framing", ["chunked", "length"])
def test_list_of_a_service_is_read_with_its_token(service, framing):
    service.framing = framing
    assert addresses(open_source("lettre", service.environ)) == ["ada@x.example", "bob@x.example"]
    assert set(service.asked) == {("/abonnes/export?list=lettre", f"Bearer {TOKEN}")}


BAD = {
    "an answer cut short": ("chunked, cut", "did not answer to the end"),
    "an answer shorter than announced": ("length, cut", "did not answer to the end"),
    "an answer nobody knows the end of": ("neither", "does not say where the list ends"),
    "an answer that leads elsewhere": ("away", r"does not export the list \(answer 302\)"),
}


@pytest.mark.parametrize(("framing", "said"), BAD.values(), ids=BAD)
def test_list_that_may_not_be_whole_is_no_list(service, framing, said):
    service.framing = framing
    with pytest.raises(EditorialError, match=said) as caught:
        addresses(open_source("lettre", service.environ))
    assert TOKEN not in str(caught.value)
    assert [path for path, _ in service.asked] == ["/abonnes/export?list=lettre"]


def test_wrong_token_is_said_without_it(service):
    with pytest.raises(EditorialError, match=r"refuses to export the list \(answer 401\)") as caught:
        addresses(open_source("lettre", {**service.environ, "LIGNE_SERVICE_TOKEN": "un-autre"}))
    assert "un-autre" not in str(caught.value)


def test_service_that_is_not_there_is_said_in_a_sentence():
    environ = {
        "LIGNE_MASK_KEY": KEY,
        "LIGNE_SERVICE_TOKEN": TOKEN,
        "LIGNE_SUBSCRIBERS": "a=service:http://127.0.0.1:1/",
    }
    with pytest.raises(EditorialError, match=r"service:http://127\.0\.0\.1:1 did not answer"):
        addresses(open_source("a", environ))


@pytest.mark.parametrize("url", ["http://lettre.example", "https://u:s3cret@lettre.example", "ftp://x.example", "//x"])
def test_service_is_asked_over_https_alone(url):
    environ = {"LIGNE_MASK_KEY": KEY, "LIGNE_SERVICE_TOKEN": TOKEN, "LIGNE_SUBSCRIBERS": f"a=service:{url}"}
    with pytest.raises(EditorialError, match="is not a safe address") as caught:
        open_source("a", environ)
    assert "s3cret" not in str(caught.value)


def test_who_leaves_the_service_while_a_letter_is_sent_is_known_within_a_minute(service, monkeypatch):
    source = open_source("lettre", service.environ)
    masks = [MASKS.mask(one) for one in (*addresses(source), "zoe@x.example")]
    assert source.left(masks) == frozenset(masks[2:])
    service.readers.pop(0)
    before = len(service.asked)
    assert (source.left(masks), len(service.asked)) == (frozenset(masks[2:]), before)
    monkeypatch.setattr(sources, "ASKED_AGAIN_S", 0.0)
    assert source.left(masks) == frozenset([masks[0], masks[2]])
