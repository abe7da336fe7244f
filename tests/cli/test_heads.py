"""`heads` prints how far the ledger has come, and holds what was kept elsewhere against it."""

import pytest


@pytest.fixture(scope="module")
def printed(story):
    return story.run("heads").stdout


def head(printed, stream="team"):
    return next(line for line in printed.splitlines() if line.startswith(f"{stream} "))


def compared(story, tmp_path, text):
    file = tmp_path / "heads.txt"
    file.write_text(text, "utf-8")
    return story.run("heads", "compare", str(file))


def test_what_was_printed_is_the_ledger_here(story, printed, tmp_path):
    outcome = compared(story, tmp_path, printed)

    assert outcome.returncode == 0
    assert "the same line is in the ledger here" in outcome.stdout


def test_what_somebody_types_from_paper_will_do(story, printed, tmp_path):
    stream, revision, hash_, *_proof = head(printed).split()

    assert compared(story, tmp_path, f"{stream} {revision} {hash_[:16]}\n").returncode == 0


@pytest.mark.parametrize(
    ("alter", "says"),
    [
        (lambda s, r, h, *rest: [s, r, "0" * 64], "one of the two was rewritten"),
        (lambda s, r, h, *rest: [s, str(int(r) + 900), h], "has not come so far"),
        (lambda s, r, h, *rest: [s, r, "0" * 64, *rest], "the office did not sign this"),
    ],
)
def test_what_is_otherwise_is_told_and_fails(story, printed, tmp_path, alter, says):
    outcome = compared(story, tmp_path, " ".join(alter(*head(printed).split())))

    assert outcome.returncode == 1
    assert says in outcome.stdout


@pytest.mark.parametrize("text", ["", "team 3", "team three " + "0" * 64, "team 3 00", "# nothing"])
def test_what_is_no_head_is_refused_in_one_line(story, tmp_path, text):
    outcome = compared(story, tmp_path, text)

    assert outcome.returncode == 1
    assert outcome.stderr.startswith("mobilink: ")
    assert "Traceback" not in outcome.stderr


def test_as_json_each_head_has_its_names(story):
    [team] = [one for one in story.json("heads") if one["stream"] == "team"]

    assert (len(team["hash"]), len(team["signature"])) == (64, 128)
