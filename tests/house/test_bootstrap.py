"""`./mobilink` sets a checkout up by itself: what can be seen of that without the internet."""

import ast
import json
import os
import shutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "mobilink"

LAYERS = ("runtime", "dev", "javascript")
LOCKS = (
    "requirements/runtime.txt",
    "requirements/dev.txt",
    "requirements/javascript/package-lock.json",
)

# What stands in for the product: it shows what it was called with.
STAND_IN = """\
import json, os, sys
told = {name: os.environ[name] for name in ("MOBILINK_HOME", "MOBILINK_DATA") if name in os.environ}
print(json.dumps(told | {"arguments": sys.argv[1:]}))
"""


def load(script: Path) -> ModuleType:
    loader = SourceFileLoader("bootstrap", str(script))
    spec = spec_from_loader("bootstrap", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in a folder with a space in its name, its locks empty, not yet set up."""
    home = tmp_path / "my checkout"
    (home / "requirements" / "javascript").mkdir(parents=True)
    shutil.copy(SCRIPT, home)
    for name in ("pyproject.toml", *LOCKS):
        (home / name).touch()
    return home


@pytest.fixture
def bootstrap(checkout: Path) -> ModuleType:
    """The bootstrap of a checkout whose layers are built."""
    module = load(checkout / "mobilink")
    module.PYTHON.parent.mkdir(parents=True)
    module.PYTHON.symlink_to(sys.executable)
    for layer in LAYERS:
        module.stamp(layer).write_text(module.fingerprint(layer))
    return module


def call(
    bootstrap: ModuleType, *arguments: str, script: Path | None = None, **settings: str
) -> dict[str, object]:
    """What the stand-in is told when ./mobilink is called from the folder above the checkout."""
    (bootstrap.HOME / "stand-in" / "mobilink").mkdir(parents=True)
    (bootstrap.HOME / "stand-in" / "mobilink" / "__main__.py").write_text(STAND_IN)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MOBILINK_")}
    done = subprocess.run(
        [sys.executable, script or bootstrap.HOME / "mobilink", *arguments],
        cwd=bootstrap.HOME.parent,
        env=kept | settings | {"PYTHONPATH": str(bootstrap.HOME / "stand-in")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    received: dict[str, object] = json.loads(done.stdout)
    return received


def test_an_old_python_is_refused_in_one_line(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 2))
    with pytest.raises(SystemExit, match=r"^Mobilink needs Python 3\.11 or newer; this is .*\.$"):
        bootstrap.main()


def test_an_old_python_can_read_the_refusal() -> None:
    ast.parse(SCRIPT.read_text(), feature_version=(3, 8))


@pytest.mark.parametrize(
    ("changed", "stale"),
    [
        ("requirements/runtime.txt", "runtime"),
        ("pyproject.toml", "runtime"),
        ("requirements/dev.txt", "dev"),
        ("requirements/javascript/package-lock.json", "javascript"),
    ],
)
def test_a_changed_lock_makes_its_layer_stale(
    bootstrap: ModuleType, changed: str, stale: str
) -> None:
    assert all(map(bootstrap.is_built, LAYERS))
    (bootstrap.HOME / changed).write_text("renewed")
    assert [layer for layer in LAYERS if not bootstrap.is_built(layer)] == [stale]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_whose_installation_was_killed_is_not_taken_for_built(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, layer: str
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "run", killed)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.install(layer)
    assert not bootstrap.is_built(layer)


def test_a_changed_lock_of_javascript_tools_leaves_the_rest_of_the_venv_alone(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = []
    monkeypatch.setattr(bootstrap, "find_uv", lambda: "uv")
    monkeypatch.setattr(bootstrap, "run", lambda step, *command: commands.append(command))

    lock = bootstrap.HOME / "requirements" / "javascript" / "package-lock.json"
    lock.write_text("renewed")
    bootstrap.build(list(LAYERS))

    [npm] = commands
    assert npm[-4:] == (bootstrap.NODE, "ci", "--ignore-scripts", "--no-audit")
    assert (bootstrap.NODE / "package-lock.json").read_text() == "renewed"
    assert all(map(bootstrap.is_built, LAYERS))


def test_a_venv_that_was_moved_with_its_checkout_is_built_anew(bootstrap: ModuleType) -> None:
    moved = bootstrap.HOME.rename(bootstrap.HOME.with_name("elsewhere"))
    assert not load(moved / "mobilink").is_built("runtime")


@pytest.mark.parametrize(
    ("command", "developing"),
    [
        ("demo", False),
        ("", False),
        ("--help", False),
        ("check", True),
        ("check --help", True),
        ("check recruiter Sinar Jaya", False),
        ("test --fast", True),
        ("--data office test tests/house", True),
        ("--data test serve", False),
        ("bench start --json", True),
        ("lock", True),
    ],
)
def test_only_developers_commands_ask_for_developers_tools(
    bootstrap: ModuleType, command: str, developing: bool
) -> None:
    assert ("dev" in bootstrap.layers_for(command.split())) is developing


def test_the_locks_can_be_renewed_before_there_is_an_npm(bootstrap: ModuleType) -> None:
    assert bootstrap.layers_for(["lock"]) == ["runtime", "dev"]


def test_a_checkout_called_from_another_folder_knows_its_home(bootstrap: ModuleType) -> None:
    home = bootstrap.HOME
    assert call(bootstrap, "report", "--json") == {
        "MOBILINK_HOME": str(home),
        "MOBILINK_DATA": str(home / "mobilink-data"),
        "arguments": ["report", "--json"],
    }


def test_a_link_to_the_command_finds_the_checkout(bootstrap: ModuleType, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(bootstrap.HOME / "mobilink")
    assert call(bootstrap, script=link)["MOBILINK_HOME"] == str(bootstrap.HOME)


def test_a_data_folder_that_is_named_is_kept(bootstrap: ModuleType) -> None:
    assert call(bootstrap, "serve", MOBILINK_DATA="office")["MOBILINK_DATA"] == "office"


@pytest.mark.parametrize("option", ["--data=office", "--data office"])
def test_the_data_option_is_left_to_the_command(bootstrap: ModuleType, option: str) -> None:
    received = call(bootstrap, "serve", *option.split())
    assert "MOBILINK_DATA" not in received
    assert received["arguments"] == ["serve", *option.split()]
