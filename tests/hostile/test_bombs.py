"""Small things that grow large, and things that are too large: refused or read, within seconds and memory."""

from __future__ import annotations

import gzip
import resource
import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from terminal import in_this_image, run
from tricks import HOSTILE

from claims.workbench import Workbench

SECONDS, BYTES = 10, 1_000_000_000
SAID = "Mayor Ada Brook said that the Harbour Bridge will stay closed until 12 March. "


def limited(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Start with little time and memory besides what is there: more ends it, or is a MemoryError.

    The tests before have left the process with more of both the one and the limit of recursion.
    """
    there = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (there + BYTES, there + BYTES))
    sys.setrecursionlimit(1000)
    in_this_image(arguments, environment)


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body><article><p>{SAID}</p>{body}</article></body></html>".encode()


def squeezed(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(b"<p>a</p>" * 131_072) for _ in range(size // (1 << 20))]
    return b"".join([*parts, packer.flush()])


BOMBS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "deep nesting": ("a.html", lambda: page("<div>" * 10_000 + SAID)),
    "deep lists": ("a.html", lambda: page("<ul><li>" * 10_000)),
    "deep inline": ("a.html", lambda: page("<b><i>" * 6_000 + SAID)),
    "many attributes": (
        "a.html",
        lambda: page("<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">x</p>"),
    ),
    "many entities": ("a.html", lambda: page("&amp;&lt;&#1;" * 10_000)),
    "unclosed tags": ("a.html", lambda: page("<" * 20_000)),
    "an endless comment": ("a.html", lambda: page("<!--" * 30_000)),
    "many tables": ("a.html", lambda: page("<table><tr><td>" * 10_000)),
    "deep JSON": ("a.jsonl", lambda: b'{"id":"a","text":' + b"[" * 200_000 + b"\n"),
    "deep JSON-LD": (
        "a.html",
        lambda: page('<script type="application/ld+json">' + '{"a":' * 100_000 + "</script>"),
    ),
    "deep quotes": ("a.md", lambda: (">" * 50_000 + SAID).encode()),
    "deep brackets": ("a.md", lambda: ("[" * 100_000 + SAID).encode()),
    "deep YAML": ("a.md", lambda: ("---\na: " + "[" * 20_000 + "\n---\n" + SAID).encode()),
    "YAML that multiplies": (
        "a.md",
        lambda: ("---\n" + "\n".join(
            f"a{n}: &a{n} [{', '.join(['x' if n == 0 else f'*a{n - 1}'] * 9)}]" for n in range(12)
        ) + f"\ntitle: *a11\n---\n{SAID}").encode(),
    ),
    "one long line": ("a.txt", lambda: (SAID * 200).encode()),
    "one long word": ("a.txt", lambda: b"a" * 100_000),
    "open quotation marks": ("a.txt", lambda: ("“" * 10_000 + SAID).encode()),
    "digits": ("a.txt", lambda: ("1,000." * 4_000).encode()),
    "said said": ("a.txt", lambda: ("said " * 4_000).encode()),
    "combining marks": ("a.txt", lambda: ("e" + "\u0301" * 20_000).encode()),
    "squeezed": ("a.jsonl.gz", lambda: squeezed(100 << 20)),
    "squeezed twice": ("a.html.gz", lambda: gzip.compress(squeezed(60 << 20))),
    "above the cap": ("a.txt", lambda: b"a b " * 2_600_000),
    "entities in a feed": ("a.xml", (HOSTILE / "feed.xml").read_bytes),
    "nothing but NUL": ("a.txt", lambda: bytes(100_000)),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Have the children begin with everything imported: only the bomb counts."""
    with Workbench.open(tmp_path_factory.mktemp("warm") / "claims.sqlite") as workbench:
        articles = HOSTILE.parent / "articles"
        wanted = [articles / name for name in ("flood-vbc.html", "audit-ledger.md", "strike-wires.jsonl")]
        assert workbench.add(wanted).articles > 3


@pytest.mark.parametrize("name", BOMBS)
def test_it_is_read_or_refused(name: str, tmp_path: Path) -> None:
    file, made = BOMBS[name]
    path = tmp_path / file
    path.write_bytes(made())
    code, output = run(["extract", path], limited, CLAIMS_CONFIG="/dev/null")
    assert "Traceback" not in output
    assert "MemoryError" not in output
    assert code in (0, 1, 2), output[-500:]
    if name in ("above the cap", "squeezed"):
        assert code in (1, 2)
        assert any(words in output for words in ("bytes", "large", "grows")), output[-500:]
    if name == "entities in a feed":
        assert "root:" not in output
        assert output.count("SENTINEL") < 100


@pytest.mark.parametrize(
    "name",
    ["\x1b]0;SENTINEL\x07.txt", "-rf.txt", "a\\..\\b.txt", "a\nb.txt", "%s%n.txt", "\u202etxt.exe.txt"],
)
def test_the_name_of_a_file_is_only_a_name(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_text(SAID, encoding="utf-8")
    code, output = run(["add", folder, "--db", tmp_path / "claims.sqlite"], CLAIMS_CONFIG="/dev/null")
    assert (code, "1 article added: 1 claim" in output) == (0, True), output
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert {one.name for one in tmp_path.iterdir()} <= {"in", "claims.sqlite"}
    assert [one.name for one in folder.iterdir()] == [name]
