"""Each export opened in the tool that it is for: Datasette, a spreadsheet, DuckDB, RDF, a browser."""

from __future__ import annotations

import csv
import json
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.tools

ROOT = Path(__file__).resolve().parents[2]
CONTEXTS = json.loads((Path(__file__).parent / "contexts.json").read_text(encoding="utf-8"))
"""What of the contexts the exports use; nothing is loaded from the network."""
CONFIG = """\
[claimreview]
author = "Example Fact Desk"
url = "https://desk.example/checks/{claim}"
worst = 1
best = 5
[claimreview.ratings]
verified = { text = "Correct", value = 5 }
disputed = "{reason}"
"""
HOSTILE = """\
The mayor said that =HYPERLINK(1) and =1+1 and “+cmd” were the words.

“=1+1+cmd|' /C calc'!A0,” she said.
"""
FORMATS = ("jsonl", "csv", "html", "claimreview", "annotations", "sqlite")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo articles and a hostile one, with decisions, exported in every form."""
    home = tmp_path_factory.mktemp("desk")
    (home / "config.toml").write_text(CONFIG)
    (home / "evil.md").write_text(f"---\noutlet: =SUM(A1)\ntitle: '@evil'\n---\n{HOSTILE}")
    environment = {"CLAIMS_DB": str(home / "desk.sqlite"), "CLAIMS_CONFIG": str(home / "config.toml")}

    def claims(*arguments: object) -> str:
        command = [sys.executable, "-m", "claims", *map(str, arguments)]
        done = subprocess.run(
            command, env={**environment, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=True
        )
        return done.stdout

    claims("add", ROOT / "fixtures" / "articles", home / "evil.md")
    listed = claims("list", "--json", "--limit", "0", "--kind", "indirect").splitlines()
    facts = [one["id"] for one in map(json.loads, listed) if one["modality"] == "fact"]
    claims("mark", *facts[:40], "verified", "--note", "in the record")
    claims("mark", *facts[40:50], "disputed", "--note", "there are two figures")
    claims("check", *facts, "confirmed")
    out = home / "out"
    formats = [part for name in FORMATS if name != "claimreview" for part in ("--to", name)]
    claims("export", *formats, "-o", out)
    published = home / "reviews.json"
    claims("export", "--to", "claimreview", "--status", "verified", "-o", published, "--allow-conflict")
    published.rename(out / "claims.claimreview.json")
    return out


@pytest.fixture(scope="module")
def datasette(folder: Path) -> Iterator[str]:
    """The address of Datasette on the SQLite file, with its metadata."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "datasette",
        "claims.sqlite",
        "-m",
        "claims.metadata.json",
        "-p",
        str(port),
    ]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        address = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                urlopen(f"{address}/-/versions.json")
                break
            except URLError:
                time.sleep(0.2)
        yield address
        server.terminate()


def fetched(address: str) -> str:
    with urlopen(address) as answer:
        text: str = answer.read().decode("utf-8")
        return text


def test_datasette_shows_facets_descriptions_and_search(datasette: str) -> None:
    page = fetched(f"{datasette}/claims/claims")
    for words in ("attribution_check", "Is it so? verified, disputed", "type=search", "facet-verdict"):
        assert words in page.replace('"', ""), words
    given = json.loads(
        fetched(f"{datasette}/claims/claims.json?_facet=verdict&_shape=objects&_search=crowns")
    )
    assert given["rows"]
    assert all("crowns" in json.dumps(row).lower() for row in given["rows"])
    facets = json.loads(fetched(f"{datasette}/claims/claims.json?_facet=verdict"))["facet_results"]
    counts = {one["value"]: one["count"] for one in facets.get("results", facets)["verdict"]["results"]}
    assert (counts["verified"], counts["disputed"]) == (40, 10)
    assert "What reviewers did, in order" in fetched(f"{datasette}/claims/decisions")


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice Calc")
def test_a_spreadsheet_program_shows_every_cell_as_it_is_and_computes_none(
    folder: Path, tmp_path: Path
) -> None:
    given = folder / "claims.csv"
    for target, source in (("ods", given), ("csv", tmp_path / "claims.ods")):
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
                *(("--infilter=CSV:44,34,76,1",) if target == "ods" else ()),
                *("--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76" if target == "csv" else target),
                *("--outdir", str(tmp_path), str(source)),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    with (
        given.open(encoding="utf-8", newline="") as one,
        (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as other,
    ):
        before, after = list(csv.DictReader(one)), list(csv.DictReader(other))
    plain = [[row["content"].replace(",", "") for row in rows] for rows in (before, after)]
    assert plain[0] == plain[1], "2,300 alone is the number 2300 there, all else the words"
    assert [row["outlet"] for row in after] == [row["outlet"] for row in before]
    assert any(row["content"].startswith("“=1+1") for row in after)
    assert any(row["outlet"] == "'=SUM(A1)" for row in after)


def test_duckdb_reads_the_lines_and_the_table(folder: Path) -> None:
    import duckdb

    lines = duckdb.sql(
        f"SELECT state.verdict, count(*) FROM read_json('{folder}/claims.jsonl', sample_size=-1)"
        " GROUP BY 1 ORDER BY 1"
    ).fetchall()
    table = duckdb.sql(
        f"SELECT verdict, count(*) FROM '{folder}/claims.csv' GROUP BY 1 ORDER BY 1"
    ).fetchall()
    assert dict(lines)["verified"] == 40
    assert lines == table


def loaded(url: str, options: object) -> dict[str, Any]:
    """Give JSON-LD processors the contexts of the exports, and no others."""
    context = CONTEXTS[url.rstrip("/")]
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}


def names(value: object) -> set[str]:
    """Return every key of a JSON value, besides the context."""
    if isinstance(value, list):
        return set().union(*map(names, value))
    if isinstance(value, dict):
        return {key for key in value if key != "@context"}.union(
            *(names(one) for key, one in value.items() if key != "@context")
        )
    return set()


@pytest.mark.parametrize("name", ["claims.claimreview.json", "claims.annotations.json"])
def test_json_ld_keeps_every_property(folder: Path, name: str) -> None:
    from pyld import jsonld

    document = json.loads((folder / name).read_text(encoding="utf-8"))
    expanded = jsonld.expand(document, {"documentLoader": loaded})
    back = jsonld.compact(expanded, document["@context"], {"documentLoader": loaded})
    assert names(back) == names(document)


def graph(folder: Path, name: str) -> Any:
    import rdflib

    document = json.loads((folder / name).read_text(encoding="utf-8"))
    document["@context"] = CONTEXTS[document["@context"]]["@context"]
    return rdflib.Graph().parse(data=json.dumps(document), format="json-ld")


def test_reviews_are_read_as_rdf(folder: Path) -> None:
    from rdflib import RDF, Namespace

    schema = Namespace("https://schema.org/")
    found = graph(folder, "claims.claimreview.json")
    reviews = list(found.subjects(RDF.type, schema.ClaimReview))
    assert len(reviews) >= 35
    for review in reviews:
        assert found.value(review, schema.url) == review
        rating = found.value(review, schema.reviewRating)
        assert str(found.value(rating, schema.alternateName)) == "Correct"
        assert float(found.value(rating, schema.ratingValue)) == 5
        claim = found.value(review, schema.itemReviewed)
        assert (claim, RDF.type, schema.Claim) in found
        appearance = found.value(claim, schema.appearance)
        assert (appearance, RDF.type, schema.NewsArticle) in found


def test_annotations_are_read_as_rdf(folder: Path) -> None:
    from rdflib import RDF, Namespace

    oa = Namespace("http://www.w3.org/ns/oa#")
    found = graph(folder, "claims.annotations.json")
    verdicts: Counter[str] = Counter()
    for annotation in found.subjects(RDF.type, oa.Annotation):
        for body in found.objects(annotation, oa.hasBody):
            if found.value(body, oa.hasPurpose) == oa.assessing:
                verdicts[str(found.value(body, RDF.value))] += 1
        for target in found.objects(annotation, oa.hasTarget):
            kinds = {found.value(one, RDF.type) for one in found.objects(target, oa.hasSelector)}
            assert kinds == {oa.TextQuoteSelector, oa.TextPositionSelector}
    assert verdicts == {"verified": 40, "disputed": 10}


@pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
def test_a_browser_shows_the_report_and_refuses_nothing_of_it(folder: Path, tmp_path: Path) -> None:
    picture = tmp_path / "report.png"
    done = subprocess.run(
        [
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *(f"--user-data-dir={tmp_path}/profile", "--window-size=900,1200", "--enable-logging=stderr"),
            *(f"--screenshot={picture}", (folder / "claims.html").as_uri()),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "Content Security Policy" not in done.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 30_000, "a blank page is smaller"
