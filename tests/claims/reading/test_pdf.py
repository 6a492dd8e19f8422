from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from pypdf import PdfReader, PdfWriter

from claims.errors import ReadingError, TooLarge
from claims.models import Article
from claims.reading import pdf

FULL = "The council said on Monday that the bridge would stay closed until the summer, and"


def document(pages: Sequence[Sequence[str]], info: str = "") -> bytes:
    """Return a PDF of lines, page by page."""
    objects = ["<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    tree = 2 + 2 * len(pages)
    for lines in pages:
        shown = "\n".join(f"({line}) Tj T*" for line in lines)
        body = f"BT /F1 11 Tf 60 780 Td 14 TL\n{shown}\nET"
        objects.append(f"<< /Length {len(body)} >>\nstream\n{body}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 1 0 R >> >> >>"
        )
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>")
    objects.append(f"<< /Type /Catalog /Pages {tree} 0 R >>")
    objects.append(f"<< {info} >>")
    out = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        out
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root {tree + 1} 0 R"
            f" /Info {tree + 2} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


def of(*pages: Sequence[str], info: str = "", most: int = 100_000) -> Article:
    return pdf.read(document(pages, info), "a.pdf", most)


def paragraphs(*pages: Sequence[str]) -> list[str]:
    return of(*pages).text.split("\n\n")


def test_lines_are_joined_to_paragraphs() -> None:
    assert paragraphs([FULL, "nobody knew.", FULL, "that was all.", FULL]) == [
        f"{FULL} nobody knew.",
        f"{FULL} that was all.",
        FULL,
    ]


def test_a_sentence_goes_on_over_the_page() -> None:
    assert paragraphs([FULL], ["nobody knew."]) == [f"{FULL} nobody knew."]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["the con-", "tractor came"], "the contractor came"),
        (["a long-", "term plan", "the long-term plan"], "a long-term plan the long-term plan"),
        (["in Baden-", "Baden they met"], "in Baden- Baden they met"),
        (["from 2019-", "2021 it was"], "from 2019- 2021 it was"),
        (["he came -", "then left"], "he came - then left"),
    ],
)
def test_words_that_were_broken(lines: list[str], expected: str) -> None:
    assert expected in " ".join(of([FULL, *lines, FULL]).text.split())


def test_heads_and_numbers_that_run_along_are_left_out() -> None:
    found = of(
        ["Annual report 2026", FULL, "Page 1 of 3"],
        ["Annual report 2026", f"{FULL} Annual report 2026 says so.", "Page 2 of 3"],
        ["Annual report 2026", FULL, "3"],
    ).text
    assert found.count("Annual report 2026") == 1
    assert "Page" not in found and not found.endswith("3")


def test_a_line_that_is_on_one_page_only_stays() -> None:
    assert paragraphs(["Bridge closed", FULL])[0] == "Bridge closed"


def test_what_it_says_of_itself() -> None:
    made = of([FULL], info="/Title (Bridge closed) /Author (Jo Doe) /CreationDate (D:20260310233000-05'00')")
    assert (made.title, made.author, str(made.date)) == ("Bridge closed", "Jo Doe", "2026-03-10")


@pytest.mark.parametrize(
    "info", ["/Title (Microsoft Word - report.docx)", "/CreationDate (yesterday)", "/Title 7"]
)
def test_what_it_does_not_say_of_itself(info: str) -> None:
    made = of([FULL], info=info)
    assert made.title is None and made.date is None


def test_a_scan() -> None:
    with pytest.raises(ReadingError, match="OCR"):
        of([])


def test_encrypted() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(document([[FULL]]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(ReadingError, match="encrypted"):
        pdf.read(out.getvalue(), "a.pdf", 10_000)


def test_the_cap_counts_its_text() -> None:
    with pytest.raises(TooLarge):
        of([FULL] * 5, most=300)


def test_a_small_file_that_draws_without_end() -> None:
    again = "/F1 11 Tf " * 20
    with pytest.raises(TooLarge, match="drawings"):
        pdf.read(document([[f"{FULL}) Tj {again * 40_000} ("] * 3]), "a.pdf", 100_000)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.4\n%%EOF", b"\x00" * 2_000])
def test_damaged(data: bytes) -> None:
    with pytest.raises(ReadingError, match="damaged"):
        pdf.read(data, "a.pdf", 10_000)
