"""The page of the tests lists what only `--all` runs, and a run leaves out just that."""

from tests import extent


def test_the_page_lists_each_test_that_only_all_runs():
    _before, _heading, listed = extent.PAGE.read_text("utf-8").partition(extent.HEADING)

    assert listed.strip() == extent.listed().strip(), "run: python -m tests.extent"


def test_a_run_leaves_out_what_the_page_lists(request):
    listed = extent.left_out()
    for item in request.session.items:
        name = item.function.__name__
        is_listed = name in listed.get(item.path.relative_to(extent.HERE).as_posix(), ())
        assert is_listed == (item.get_closest_marker("thorough") is not None), item.nodeid


def test_what_is_promised_of_every_run_is_not_left_out():
    whole = (
        "corpus/test_frozen.py", "journal/test_authority.py", "journal/test_backup.py", "journal/test_erasure.py",
        "journal/test_matrix.py", "portal/test_matrix.py", "serving/test_every_door.py",
    )  # fmt: skip

    assert extent.left_out().keys().isdisjoint(whole)
