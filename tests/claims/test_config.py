"""The user's configuration file."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from claims import config
from claims.config import Config
from claims.errors import ConfigError


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration file that ``$CLAIMS_CONFIG`` names, still to be written."""
    path = tmp_path / "my config.toml"
    monkeypatch.setenv("CLAIMS_CONFIG", str(path))
    return path


def test_no_file_is_no_error() -> None:
    assert config.load() == Config()


def test_a_file_in_the_users_directory_counts() -> None:
    path = config.path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('reviewer = "Mina"')
    assert config.load().reviewer == "Mina"


def test_all_settings(file: Path) -> None:
    file.write_text('reviewer = " Mina "\ndb = "stores/a.sqlite"\n[keys]\nundo = "z"\nnext = ["n", "f3"]\n')
    loaded = config.load()
    assert loaded.reviewer == "Mina"
    assert loaded.db == file.parent / "stores/a.sqlite"
    assert dict(loaded.keys) == {"undo": ("z",), "next": ("n", "f3")}


def test_a_store_below_home(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    file.write_text('db = "~/a.sqlite"')
    assert config.load().db == tmp_path / "a.sqlite"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("reviewer =", "not TOML"),
        ("reviewr = 'Mina'", "no setting 'reviewr'"),
        ("reviewer = 7", "reviewer"),
        ("reviewer = ' '", "is empty"),
        ("keys = 'v'", "keys"),
        ("[keys]\nundo = 3", "keys.undo"),
    ],
)
def test_a_bad_file_is_told_with_its_place(file: Path, text: str, told: str) -> None:
    file.write_text(text)
    with pytest.raises(ConfigError, match=told) as caught:
        config.load()
    assert str(file) in str(caught.value)


def test_a_file_that_is_named_must_be_there(file: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        config.load()


def test_bytes_that_are_no_text_are_told(file: Path) -> None:
    file.write_bytes(b"reviewer = '\xff'")
    with pytest.raises(ConfigError, match="not TOML"):
        config.load()


def test_which_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = config.default_db(Config())
    assert own.name == config.STORE_NAME
    assert own.parent == config.data_directory() != config.demo_db()
    assert config.default_db(Config(db=tmp_path / "a")) == tmp_path / "a"
    monkeypatch.setenv("CLAIMS_DB", str(tmp_path / "b"))
    assert config.default_db(Config(db=tmp_path / "a")) == tmp_path / "b"


def test_who_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    assert config.default_reviewer(Config(reviewer="Mina")) == "Mina"
    assert config.default_reviewer(Config()) == "anna"

    def nobody() -> str:
        raise OSError("no login name")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert config.default_reviewer(Config()) == "reviewer"
