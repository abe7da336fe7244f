"""A server between a phone and its office that counts what is fetched and can change a module."""

import hashlib
import re
import threading
import urllib.error
import urllib.request
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NEWER = b"// another version\n"
PASSED_ON = ("Content-Type", "Content-Security-Policy", "Service-Worker-Allowed", "Cache-Control")


class Shelf:
    """Passes everything on to `office`, but for what it was told to change or to break."""

    def __init__(self, office: str) -> None:
        self.office = office
        self.changed, self.broken = set[str](), set[str]()
        self.fetched = Counter[str]()
        shelf = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                shelf.answer(self, None)

            def do_POST(self) -> None:
                shelf.answer(self, self.rfile.read(int(self.headers["Content-Length"])))

            def log_message(self, *_: Any) -> None:
                """Nobody reads it."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def change(self, path: str) -> None:
        """From now on there is another version of a module."""
        self.changed.add(path)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, asked: BaseHTTPRequestHandler, body: bytes | None) -> None:
        path = asked.path.split("?")[0]
        self.fetched[path] += 1
        status, headers, content = self._of_office(asked, body)
        if path in self.broken:
            status = 503
        if path in self.changed:
            content += NEWER
        if path == "/field/worker.js":
            content = self._renamed(content)
        asked.send_response(status)
        for name in PASSED_ON:
            if name in headers:
                asked.send_header(name, headers[name])
        asked.send_header("Content-Length", str(len(content)))
        asked.end_headers()
        asked.wfile.write(content)

    def _of_office(
        self, asked: BaseHTTPRequestHandler, body: bytes | None
    ) -> tuple[int, Any, bytes]:
        said = {"Content-Type": asked.headers.get("Content-Type", "text/plain")}
        said["Host"] = asked.headers[
            "Host"
        ]  # what a phone says holds for the name by which it asks
        question = urllib.request.Request(self.office + asked.path, body, said)
        try:
            with urllib.request.urlopen(question, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.headers, refusal.read()
        except OSError:
            return 502, {}, b""

    def _renamed(self, worker: bytes) -> bytes:
        """The worker of the version that has the changed modules."""
        text = worker.decode()
        for path in self.changed:
            text = re.sub(f'("{re.escape(path)}": ")[0-9a-f]', r"\g<1>z", text)
        mark = hashlib.sha256("".join(sorted(self.changed)).encode()).hexdigest()[:4]
        return text.replace('const VERSION = "', f'const VERSION = "{mark}').encode()
