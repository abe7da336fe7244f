"""One word begins the demo anew; what was there is put aside, and only where a demo filled it."""

import os
import subprocess
import sys
import time
import urllib.request

from mobilink.config import folder


def _begun_anew(data, port) -> str:
    """Serve a demo afresh until it answers; what it said."""
    environment = {**os.environ, "MOBILINK_DATA": str(data), "MOBILINK_DATABASE_URL": ""}
    words = [sys.executable, "-m", "mobilink", "demo", "--afresh", "--port", str(port)]
    said = data.with_name("said")
    with said.open("w") as out, subprocess.Popen(words, env=environment, stdout=out) as demo:
        try:
            for _try in range(900):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
                    break
                except OSError:
                    assert demo.poll() is None
                    time.sleep(0.1)
        finally:
            demo.terminate()
            demo.wait(timeout=20)
    return said.read_text()


def test_a_demo_begins_anew_and_the_older_one_is_put_aside(fresh_story, tmp_path, free_port):
    data = fresh_story.data
    (data / folder.DEMO).write_text("kepri-2019\n")
    (data / "mine").write_text("kept")

    said = _begun_anew(data, free_port())

    aside = tmp_path / "data-before-1"
    assert (data / folder.DEMO).read_text() == (aside / folder.DEMO).read_text()
    assert f"The older demo lies in {aside} now." in said
    assert "The story is loaded." in said
    assert (aside / "mine").read_text() == "kept"
    assert not (data / "mine").exists()


def test_a_folder_that_no_demo_filled_is_left_alone(story, free_port):
    before = sorted(story.data.iterdir())

    result = story.run("demo", "--afresh", "--port", str(free_port()))

    assert result.returncode
    assert "was not filled by this version's `mobilink demo`" in result.stderr
    assert sorted(story.data.iterdir()) == before


def test_older_demos_put_aside_stay_beside_each_other(tmp_path):
    for number in (1, 2):
        data = tmp_path / "data"
        data.mkdir()
        (data / folder.DEMO).touch()
        assert folder.put_demo_aside(data) == tmp_path / f"data-before-{number}"
    assert folder.put_demo_aside(tmp_path / "data") is None


def test_records_in_a_postgresql_are_not_put_aside(story, free_port, monkeypatch):
    monkeypatch.setenv("MOBILINK_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    environment = {**os.environ, "MOBILINK_DATA": str(story.data)}
    result = subprocess.run(
        [sys.executable, "-m", "mobilink", "demo", "--afresh", "--port", str(free_port())],
        env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert result.returncode
    assert "Name an empty database" in result.stderr
    assert story.data.exists()
