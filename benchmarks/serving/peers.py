"""Whom we are measured beside: Kolibri, a plain Django page, and nginx with the bytes of our own page."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.serving.load import obtain, serving
from benchmarks.sync import packages
from mobilink.cli import needs

PROGRAMS: Final = Path(__file__).parent / "programs"
NGINX: Final = needs.Need(name="nginx", programs=("nginx",), packages=("nginx-light",))
CONFIGURATION: Final = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log stderr;
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; keepalive_requests 10000000;
  default_type text/html; client_body_temp_path {folder}; proxy_temp_path {folder};
  fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}/pages; }}
}}
"""
KOLIBRI_PAGES: Final = {
    "learn page": "/en/learn/",
    "content list": "/api/content/contentnode/?max_results=20",
    "device info": "/api/public/info/",
}


@contextmanager
def kolibri(cache: Path, work: Path, port: int) -> Iterator[dict[str, str]]:
    """Kolibri with one channel of twenty documents, on SQLite, as it is shipped."""
    requirements, folder = PROGRAMS / "kolibri.txt", cache / "kolibri"
    packages.prepare_python(folder, requirements)
    program, home = folder / "bin" / "kolibri", work / "kolibri"
    environment = {**os.environ, "KOLIBRI_HOME": str(home)}
    if not (home / "filled").exists():
        home.mkdir(exist_ok=True)
        packages.run([program, *_PROVISION], environment=environment)
        fill = (PROGRAMS / "kolibri_fill.py").read_text("utf-8")
        subprocess.run(
            [program, "manage", "shell"], input=fill, env=environment, text=True,
            capture_output=True, check=True,
        )  # fmt: skip
        (home / "filled").touch()
    address = f"http://127.0.0.1:{port}"
    start = [program, "start", "--foreground", "--port", str(port), "--zip-port", str(port + 1)]
    ready = f"{address}{KOLIBRI_PAGES['content list']}"
    with serving(start, ready, work / "kolibri.log", environment):
        yield {name: address + page for name, page in KOLIBRI_PAGES.items()}


_PROVISION: Final = (
    "manage", "provisiondevice", "--facility", "Contoh", "--superusername", "contoh",
    "--superuserpassword", "contoh-contoh", "--preset", "nonformal", "--language_id", "en",
    "--noinput",
)  # fmt: skip


@contextmanager
def nginx(page: bytes, work: Path, port: int) -> Iterator[dict[str, str]]:
    """nginx with a file that holds what our own first page sends."""
    obtain(NGINX)
    (work / "pages").mkdir(exist_ok=True)
    (work / "pages" / "page.html").write_bytes(page)
    settings = work / "nginx.conf"
    settings.write_text(CONFIGURATION.format(folder=work, port=port), "utf-8")
    address = f"http://127.0.0.1:{port}/page.html"
    os.environ["PATH"] += f"{os.pathsep}/usr/sbin"
    program = shutil.which("nginx") or "nginx"
    # As root it would give its worker to another user, who may not read a temporary folder.
    user = ["-g", "user root;"] if os.geteuid() == 0 else []
    with serving([program, "-c", settings, *user], address, work / "nginx.log"):
        yield {"static file": address}


@contextmanager
def plain(work: Path, port: int) -> Iterator[dict[str, str]]:
    """A view of twenty rows with a template under the server that we use too, with two threads."""
    shutil.copy(PROGRAMS / "plain.py", work)
    words = [
        "--interface",
        "wsgi",
        "--workers",
        "1",
        "--blocking-threads",
        "2",
        "--log-level",
        "warning",
        "--port",
    ]
    command = [Path(sys.executable).parent / "granian", *words, str(port), "plain:application"]
    address = f"http://127.0.0.1:{port}/"
    with serving(command, address, work / "plain.log"):
        yield {"page": address}
