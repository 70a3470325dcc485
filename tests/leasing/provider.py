"""A certified provider of signatures in a thread of its own, and the adapter that speaks to it."""

import json
from base64 import b64decode, b64encode
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.error import URLError
from urllib.request import Request, urlopen

from leasing.core.certified import Signed, Unavailable


class Desk(BaseHTTPRequestHandler):
    """PUT /KEY takes a paper, GET /KEY gives it back signed; 404 while nobody has signed."""

    def do_PUT(self):
        size = int(self.headers["Content-Length"])
        self.server.papers[self.path[1:]] = json.loads(self.rfile.read(size))
        self._answer(204, b"")

    def do_GET(self):
        paper = self.server.papers.get(self.path[1:])
        if paper is None or not self.server.signs:
            return self._answer(404, b"")
        signed = b64decode(paper["pdf"]) + b"\n% signed"
        said = {"reference": f"R{self.path}", "sha256": paper["sha256"]}
        return self._answer(200, json.dumps({**said, "pdf": _text(signed)}).encode())

    def _answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Adapter:
    """What settings.SIGNATURE_PROVIDER would name."""

    address = ""

    def send(self, paper):
        said = {"pdf": _text(paper.pdf), "sha256": paper.sha256, "phone": paper.phone}
        self._ask("PUT", paper.key, json.dumps(said).encode())

    def fetch(self, key):
        body = self._ask("GET", key)
        if body is None:
            return None
        said = json.loads(body)
        return Signed(said["reference"], said["sha256"], b64decode(said["pdf"]))

    def _ask(self, method, key, body=None):
        try:
            with urlopen(
                Request(f"{self.address}/{key}", body, method=method), timeout=5
            ) as answer:
                return answer.read()
        except URLError as fault:
            if getattr(fault, "code", None) == 404:
                return None
            raise Unavailable(str(fault.reason)) from fault


@contextmanager
def a_provider():
    """Open for a while; `signs` says whether its signers do."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    server.papers, server.signs = {}, True
    Adapter.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def _text(content):
    return b64encode(content).decode()
