"""The user's configuration file and the places where this platform keeps things."""

from __future__ import annotations

import getpass
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, ValidationError, field_validator

from claims.errors import ConfigError
from claims.house import House
from claims.models import Frozen

APP = "claims-workbench"
STORE_NAME = "claims.sqlite"
DEMO_NAME = "demo.sqlite"


class Config(Frozen):
    """What a user may set; each setting has a default, so that no file is needed.

    ``reviewer`` signs the decisions, ``db`` is the store, ``keys`` gives commands of the review
    screen other keys: command id -> one key or more. The screen checks them, and says so by name.
    ``claimreview`` is how the house words its verdicts where it publishes them.
    """

    reviewer: str | None = None
    db: Path | None = None
    keys: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    claimreview: House | None = None

    @field_validator("reviewer")
    @classmethod
    def _named(cls, reviewer: str | None) -> str | None:
        if reviewer is not None and not reviewer.strip():
            raise ValueError("is empty; leave it out, or write the name that signs your decisions")
        return reviewer.strip() if reviewer else None

    @field_validator("keys", mode="before")
    @classmethod
    def _one_or_more(cls, keys: object) -> object:
        if not isinstance(keys, Mapping):
            return keys
        return {name: (key,) if isinstance(key, str) else key for name, key in keys.items()}


def path() -> Path:
    """Return where the configuration is looked for: ``$CLAIMS_CONFIG``, else the user's directory."""
    from platformdirs import user_config_path

    named = os.environ.get("CLAIMS_CONFIG")
    return Path(named).expanduser() if named else user_config_path(APP, appauthor=False) / "config.toml"


def load() -> Config:
    """Return the user's configuration, or the defaults when there is no file.

    Raises ``ConfigError``, with file and place, for a file that can't be used, or that
    ``$CLAIMS_CONFIG`` names and that is not there.
    """
    file = path()
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if os.environ.get("CLAIMS_CONFIG"):
            raise ConfigError(f"{file}: there is no such file; create it, or unset CLAIMS_CONFIG") from None
        return Config()
    except OSError as error:
        raise ConfigError(f"{file}: can't be read ({error.strerror}); check it, or move it away") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: not TOML ({error}); mend it, or move it away") from error
    try:
        config = Config.model_validate(given)
    except ValidationError as error:
        raise ConfigError(f"{file}: {_first_fault(error)}") from error
    if config.db is None:
        return config
    return config.model_copy(update={"db": file.parent / config.db.expanduser()})


def _first_fault(error: ValidationError) -> str:
    """Return the first thing wrong with a file, by its name in the file."""
    fault = error.errors(include_url=False)[0]
    name = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"there is no setting {name!r}; the settings are {', '.join(Config.model_fields)}"
    return f"{name}: {fault['msg'].removeprefix('Value error, ')}"


def default_db(config: Config) -> Path:
    """Return the store to use when none is named: ``$CLAIMS_DB``, the configuration's, the user's own."""
    named = os.environ.get("CLAIMS_DB")
    if named:
        return Path(named).expanduser()
    return config.db or data_directory() / STORE_NAME


def demo_db() -> Path:
    """Return where the demo keeps its store, apart from the user's own."""
    return data_directory() / DEMO_NAME


def data_directory() -> Path:
    """Return the user's data directory on this platform; it may not exist yet."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def default_reviewer(config: Config) -> str:
    """Return who signs decisions: the configured name, else the login name."""
    if config.reviewer:
        return config.reviewer
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # neither a login variable nor an entry in the password file
        return "reviewer"
