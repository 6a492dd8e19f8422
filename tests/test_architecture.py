"""What holds for the whole tree, besides the import contracts that ``make test`` checks."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import claims

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = sorted(path for room in ("claims", "tui") for path in (ROOT / room).rglob("*.py"))
LONGEST = 400
"""Lines of a module that can still be read in one sitting."""
HEAVY = {
    "pydantic",
    "sqlite3",
    "sqlite_utils",
    "textual",
    "rich",
    "rapidfuzz",
    "trafilatura",
    "lxml",
    "dateparser",
}


def imported(path: Path) -> Iterator[str]:
    """Yield the top-level modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        yield from (name.split(".")[0] for name in names)


def folded(distribution: str) -> str:
    """Return the name of a distribution as the package index compares it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def declared(requirements: list[str]) -> set[str]:
    """Return the distributions that requirements name."""
    return {folded(re.match(r"[\w.-]+", requirement)[0]) for requirement in requirements}  # type: ignore[index]


def loaded_by(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has loaded after running ``code``."""
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('LOADED', *sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    [line] = [line for line in told.stdout.splitlines() if line.startswith("LOADED")]
    return {name.split(".")[0] for name in line.split()[1:]}


def running(*arguments: str) -> str:
    """Return the code that runs the command line and then goes on."""
    return (
        f"import sys; sys.argv = {['claims', *arguments]!r}\n"
        "from claims.cli import main\ntry: main()\nexcept SystemExit: pass"
    )


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    found = (
        {name for path in MODULES for name in imported(path)}
        - {"claims", "tui"}
        - set(sys.stdlib_module_names)
    )
    providers = packages_distributions()
    used = {folded(distribution) for name in found for distribution in providers[name]}
    project = PROJECT["project"]
    extras = [needed for name, needed in project["optional-dependencies"].items() if name != "dev"]
    wanted = declared(project["dependencies"]).union(*map(declared, extras))
    pinned_by_another = {"pydantic-core"}
    assert used - pinned_by_another <= wanted, f"not in pyproject.toml: {used - wanted}"
    needed_by_another = {"lxml-html-clean"}
    assert wanted - used <= needed_by_another, f"used nowhere: {wanted - used}"


def test_the_lock_holds_every_dependency_with_hashes_and_names_no_host() -> None:
    lock = (ROOT / ".ci/requirements.lock").read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)==(?:.*\n)((?: +--hash=sha256:.*\n)*)", lock, re.MULTILINE)
    locked = {folded(name) for name, _ in entries}
    project = PROJECT["project"]
    extras = [declared(extra) for extra in project["optional-dependencies"].values()]
    wanted = declared(project["dependencies"]).union(*extras)
    assert wanted <= locked
    assert all(hashes for _, hashes in entries)
    assert "//" not in lock


def test_every_data_file_is_packaged() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]
    elsewhere = PROJECT["tool"]["setuptools"]["package-dir"]
    places = {"claims": "claims", "tui": "tui", **{path: package for package, path in elsewhere.items()}}
    left_out = [
        str(path.relative_to(ROOT))
        for place, package in places.items()
        for path in (ROOT / place).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != "__init__.py"
        if not any(fnmatch(path.name, pattern.removeprefix("**/")) for pattern in patterns[package])
    ]
    assert left_out == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_the_help_loads_nothing_heavy() -> None:
    assert not HEAVY & loaded_by(running("--help"))


def test_extracting_loads_no_store(articles: Path) -> None:
    loaded = loaded_by(running("extract", str(articles)))
    assert "pydantic" in loaded
    assert not {"sqlite3", "sqlite_utils", "rapidfuzz", "textual"} & loaded


def test_the_package_loads_what_is_used_and_no_more() -> None:
    assert not HEAVY & loaded_by("import claims")
    assert "pydantic" in loaded_by("import claims; claims.Claim")
    assert all(getattr(claims, name).__name__ == name for name in claims.__all__)
    assert set(claims.__all__) <= set(dir(claims))
    with pytest.raises(AttributeError, match="no attribute 'Klaim'"):
        claims.Klaim
