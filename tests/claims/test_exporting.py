from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from claims.errors import ClaimsError, ConfigError, ExportRefused
from claims.export.manifest import verify
from claims.exporting import FORMATS
from claims.gating import Reason
from claims.models import AttributionCheck, Verdict
from claims.workbench import ClaimFilter, Workbench

VERIFIED = ClaimFilter(status=Verdict.VERIFIED)
TEXTS = ["csv", "html", "jsonl", "sqlite", "workbench"]


@pytest.fixture
def workbench(tmp_path: Path, articles: Path) -> Iterator[Workbench]:
    with Workbench.open(tmp_path / "claims.sqlite", reviewer="anna") as opened:
        opened.add([articles])
        [row] = opened.rows(opened.claim_ids(ClaimFilter(query="ferries", outlet="Harbour Courier")))
        opened.mark([row.id], Verdict.VERIFIED, reason="in the port's log")
        opened.check([row.id], AttributionCheck.CONFIRMED)
        yield opened


@pytest.fixture
def folder(workbench: Workbench, tmp_path: Path) -> Path:
    out = tmp_path / "verified"
    workbench.exports.deliver(TEXTS, VERIFIED, out)
    return out


def test_a_folder_has_every_file_and_a_manifest_that_tells_of_it(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    listed = [one["name"] for one in manifest["files"]]
    assert listed == sorted(listed)
    assert {path.name for path in folder.iterdir()} == {"manifest.json", *listed}
    assert {FORMATS[name].suffix for name in TEXTS} <= {name.removeprefix("claims") for name in listed}
    assert manifest["filter"] == {"status": "verified"}
    assert (manifest["claims"], manifest["verdicts"]) == (1, {"verified": 1})
    assert manifest["gate"] == {"applied": True, "allowed": [], "let_through": {}}
    [article] = manifest["articles"]
    assert (article["outlet"], len(article["text_hash"])) == ("Harbour Courier", 64)
    assert set(manifest["made_by"]["rules"]) >= {"extraction", "extraction/en", "matching"}


def test_the_same_store_and_filter_give_the_same_bytes(
    workbench: Workbench, folder: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    workbench.exports.deliver(TEXTS, VERIFIED, again)
    for path in sorted(folder.iterdir()):
        assert (again / path.name).read_bytes() == path.read_bytes(), path.name


def test_verify_accepts_what_was_exported(folder: Path) -> None:
    assert verify(folder).claims == 1


def changed(folder: Path) -> None:
    path = folder / "claims.csv"
    path.write_bytes(path.read_bytes().replace(b"verified", b"Verified"))


def cut(folder: Path) -> None:
    path = folder / "claims.html"
    path.write_bytes(path.read_bytes()[:-1])


def missing(folder: Path) -> None:
    (folder / "claims.sqlite").unlink()


def added(folder: Path) -> None:
    (folder / ".hidden").touch()


def linked(folder: Path) -> None:
    (folder / "claims.jsonl").rename(folder.parent / "elsewhere")
    (folder / "claims.jsonl").symlink_to(folder.parent / "elsewhere")


def led_outside(folder: Path) -> None:
    path = folder / "manifest.json"
    shutil.copy(folder / "claims.csv", folder.parent / "claims.csv")
    path.write_text(path.read_text().replace('"claims.csv"', '"../claims.csv"'))


def without_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def broken_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{}")


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (changed, "claims.csv: was changed"),
        (cut, "claims.html: was changed"),
        (missing, "claims.sqlite: is missing"),
        (added, ".hidden: is not in the manifest"),
        (linked, "claims.jsonl: is no plain file"),
        (led_outside, "outside the folder"),
        (without_manifest, "can't be read"),
        (broken_manifest, "no manifest of an export"),
    ],
)
def test_verify_refuses_what_was_tampered_with(
    folder: Path, tamper: Callable[[Path], None], told: str
) -> None:
    tamper(folder)
    with pytest.raises(ExportRefused, match=told):
        verify(folder)


def test_an_export_takes_the_place_of_an_earlier_one_and_of_nothing_else(
    workbench: Workbench, folder: Path
) -> None:
    workbench.exports.deliver(["csv"], VERIFIED, folder)
    assert {path.name for path in folder.iterdir()} == {"manifest.json", "claims.csv"}
    (folder / "mine").touch()
    with pytest.raises(ClaimsError, match="something else"):
        workbench.exports.deliver(["csv"], VERIFIED, folder)
    assert (folder / "mine").exists()


def test_the_gate_refuses_and_what_is_allowed_is_in_the_manifest(
    workbench: Workbench, tmp_path: Path
) -> None:
    [row] = workbench.rows(workbench.claim_ids(ClaimFilter(query="ferries", outlet="Evening Standard")))
    workbench.mark([row.id], Verdict.VERIFIED)
    out = tmp_path / "out"
    for target in (out, out.with_suffix(".csv")):
        with pytest.raises(ExportRefused, match="fit to leave"):
            workbench.export("csv", VERIFIED, target)
    with pytest.raises(ExportRefused, match=row.id):
        workbench.exports.deliver(["csv"], VERIFIED, out, allowed=[Reason.UNSUPPORTED])
    assert not out.exists()
    allowed = [Reason.UNSUPPORTED, Reason.ATTRIBUTION]
    manifest = workbench.exports.deliver(["csv"], VERIFIED, out, allowed=allowed)
    assert manifest.gate.allowed == ("attribution", "unsupported")
    assert manifest.gate.let_through == {"attribution": (row.id,), "unsupported": (row.id,)}
    assert workbench.export("csv", ClaimFilter(), out.with_suffix(".csv")) > 2, "no gate before a backup"


def test_claimreview_needs_a_house(
    workbench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.json"
    with pytest.raises(ConfigError, match="claimreview"):
        workbench.export("claimreview", VERIFIED, out)
    config = tmp_path / "config.toml"
    config.write_text(
        '[claimreview]\nauthor = "Desk"\nurl = "https://desk.example/{claim}"\n'
        '[claimreview.ratings]\nverified = "Correct"\n'
    )
    monkeypatch.setenv("CLAIMS_CONFIG", str(config))
    assert workbench.export("claimreview", VERIFIED, out) == 1
    [review] = json.loads(out.read_text())["@graph"]
    assert review["reviewRating"]["alternateName"] == "Correct"
    with pytest.raises(ExportRefused, match="no words for its verdict"):
        workbench.export("claimreview", ClaimFilter(), out)


def test_a_binary_format_goes_to_a_file_with_what_belongs_to_it(workbench: Workbench, tmp_path: Path) -> None:
    out = tmp_path / "desk.sqlite"
    assert workbench.export("sqlite", VERIFIED, out) == 1
    with closing(sqlite3.connect(out)) as database:
        [(words, reason)] = database.execute("SELECT content, reason FROM claims").fetchall()
    assert ("28 ferries" in words, reason) == (True, "in the port's log")
    assert list(json.loads((tmp_path / "desk.metadata.json").read_text())["databases"]) == ["desk"]
    with pytest.raises(ClaimsError, match="give a file"):
        workbench.export("sqlite", VERIFIED, open("/dev/null", "w"))  # noqa: SIM115


def test_a_byte_order_mark_is_told_in_the_manifest(workbench: Workbench, tmp_path: Path) -> None:
    manifest = workbench.exports.deliver(["csv"], VERIFIED, tmp_path / "out", bom=True)
    assert manifest.options == {"bom": True}
    with (tmp_path / "out" / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["reason"], row["verdict"]) == ("in the port's log", "verified")


def test_claims_that_reviewers_disagree_on_are_told_though_they_have_no_verdict(
    workbench: Workbench, tmp_path: Path
) -> None:
    [row] = workbench.rows(workbench.claim_ids(VERIFIED))
    workbench.reviewer = "boris"
    workbench.mark([row.id], Verdict.REFUTED, reason="27 in the log")
    assert workbench.count(VERIFIED) == 0
    out = tmp_path / "out"
    with pytest.raises(ExportRefused, match="anna: verified, boris: refuted"):
        workbench.exports.deliver(["csv"], VERIFIED, out)
    manifest = workbench.exports.deliver(["csv"], VERIFIED, out, allowed=[Reason.DISAGREEMENT])
    assert (manifest.claims, manifest.gate.let_through) == (0, {"disagreement": (row.id,)})
    disputed = ClaimFilter(status=Verdict.DISPUTED)
    assert workbench.exports.deliver(["csv"], disputed, out).gate.let_through == {}


def test_what_is_decided_while_it_is_exported_is_not_in_it(workbench: Workbench, tmp_path: Path) -> None:
    with Workbench.open(tmp_path / "claims.sqlite", reviewer="boris") as other:
        out = tmp_path / "out"

        def meanwhile(done: int, total: int) -> None:
            [row] = other.rows(other.claim_ids(ClaimFilter(query="ferries", outlet="Harbour Courier")))
            if other.history(row.id)[-1].reviewer == "anna":
                other.mark([row.id], Verdict.REFUTED, reason="27 in the log")

        workbench.exports.deliver(["csv", "jsonl"], VERIFIED, out, meanwhile)
        assert "27 in the log" not in (out / "claims.csv").read_text()
        assert "27 in the log" not in (out / "claims.jsonl").read_text()
        assert other.count(ClaimFilter(disagreement=True)) == 1
