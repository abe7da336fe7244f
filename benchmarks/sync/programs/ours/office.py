"""The office's side: fills a data folder once, serves it, ends when its input does.

Where it has a PostgreSQL, it writes that one's address into a file beside its folder.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path


def main() -> None:
    folder = sys.argv[1]
    if address := os.environ.get("MOBILINK_DATABASE_URL"):
        Path(f"{folder}.url").write_text(address, "utf-8")
    environment = {**os.environ, "MOBILINK_DATA": folder}
    run = [sys.executable, "-m", "mobilink"]
    subprocess.run(
        [*run, "init", "--scenario", "kepri-2019"], env=environment, check=True, stdout=2
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serving = subprocess.Popen([*run, "serve", "--port", str(port)], env=environment, stdout=2)
    try:
        _wait(port)
        sys.stdout.write(json.dumps({"port": port}) + "\n")
        sys.stdout.flush()
        sys.stdin.read()
    finally:
        serving.terminate()
        serving.wait()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The office does not answer.")


if __name__ == "__main__":
    main()
