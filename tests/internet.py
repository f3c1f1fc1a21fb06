"""The services of `answering`, behind a proxy with TLS.  So an installed program can be tested
without changes, as it reaches the real services.  Needs openssl.
"""

from __future__ import annotations

import contextlib
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.answering import ORIGINS, Service

PLACES = {origin.removeprefix("https://"): path for origin, path in ORIGINS.items()}
WAITS = 30.0
"""Seconds for which a server that hangs keeps a connection: longer than any client waits."""


def certificates(folder: Path, hosts: list[str]) -> tuple[Path, Path]:
    """(certificate, key) of a server with these names.  The certificate is self-signed."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    names = ",".join(f"DNS:{host}" for host in hosts)
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
    ]
    command += ["-subj", "/CN=internet", "-addext", f"subjectAltName={names}"]
    command += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


@contextmanager
def internet(
    service: Service, folder: Path, hosts: list[str]
) -> Iterator[Mapping[str, str]]:
    """The environment variables with which a program sends all requests to this service."""
    certificate, key = certificates(folder, hosts)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    ends = threading.Event()

    class Proxy(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            host = self.path.partition(":")[0]
            self.send_response(200)
            self.end_headers()
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection = context.wrap_socket(
                    self.connection, server_side=True
                )
                self.rfile = self.connection.makefile("rb")
                self.wfile = self.connection.makefile("wb")
                self.answer(PLACES.get(host, f"/{host}"))

        def answer(self, place: str) -> None:
            self.raw_requestline = self.rfile.readline()
            if not self.parse_request():
                return
            service.requests.append((place + self.path, dict(self.headers)))
            answer = service.respond(place + self.path)
            if answer.hangs:
                ends.wait(WAITS)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)
            self.wfile.flush()

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    server.daemon_threads = True
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}
    )
    thread.start()
    try:
        yield {
            "HTTPS_PROXY": f"http://127.0.0.1:{server.server_port}",
            "SSL_CERT_FILE": str(certificate),
            "NO_PROXY": "127.0.0.1",
        }
    finally:
        ends.set()
        server.shutdown()
        thread.join()
        server.server_close()
