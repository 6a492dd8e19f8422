from __future__ import annotations

import io

import pytest

from claims.errors import ReadingError, TooLarge
from claims.models import Article
from claims.reading.failure import ReadFailure
from claims.reading.input import Input
from claims.reading.mail import read, read_box

HEAD = "From: Jo Doe <jo@npa.example>\nSubject: Bridge\nDate: Tue, 10 Mar 2026 23:30:00 -0500\n"


def message(body: str, head: str = "") -> Article:
    return read(f"{HEAD}{head}\n{body}".encode(), "a.eml")


def furniture(article: Article) -> list[tuple[str, str]]:
    return [(one.kind.value, article.text[slice(*one.span)]) for one in article.furniture]


def test_what_the_header_says() -> None:
    article = message("The council said so.", "Message-ID: <1@npa.example>\nOrganization: NPA\n")
    assert (article.title, article.author, article.outlet, article.name) == (
        "Bridge",
        "Jo Doe",
        "NPA",
        "1@npa.example",
    )
    assert str(article.date) == "2026-03-10"


@pytest.mark.parametrize("prefix", ["Re: ", "RE: ", "Fwd: ", "AW: ", "Re[2]: "])
def test_a_subject_without_what_answering_puts_before_it(prefix: str) -> None:
    assert read(f"Subject: {prefix}Bridge\n\nThe council said so.".encode(), "x").title == "Bridge"


def test_replies_and_signatures_are_furniture() -> None:
    article = message(
        "No.\n\nOn Monday, A <a@b.example> wrote:\n> Did you?\n> Say.\n\n"
        "We did not.\n\n> And why?\nNo.\n-- \nA, PR\n"
    )
    assert furniture(article) == [
        ("reply", "On Monday, A <a@b.example> wrote:\n> Did you?\n> Say."),
        ("reply", "> And why?"),
        ("signature", "-- \nA, PR"),
    ]


def test_flowed_lines_are_joined() -> None:
    article = message("The council \nsaid so.\n> a \n> b\n", "Content-Type: text/plain; format=flowed\n")
    assert article.text.startswith("The council said so.\n>")


def test_of_several_parts_the_plain_text_that_is_not_attached() -> None:
    body = (
        "--x\nContent-Type: text/html\n\n<p>HTML</p>\n"
        "--x\nContent-Type: text/plain\nContent-Disposition: attachment\n\nAttached.\n"
        "--x\nContent-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit\n\n"
    )
    data = (HEAD + "Content-Type: multipart/mixed; boundary=x\n\n" + body).encode() + "Совет сказал.".encode(
        "koi8-r"
    )
    assert read(data, "x").text.strip() == "Совет сказал."


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: x\nContent-Type: multipart/mixed; boundary=x\n\n",
        b"Subject: x\nContent-Type: image/png\n\nabc",
        b"Subject: x\n\n",
        b"Content-Type: multipart/mixed; boundary=x\n\n"
        + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 3_000,
    ],
)
def test_without_text(data: bytes) -> None:
    with pytest.raises(ReadingError):
        read(data, "x")


@pytest.mark.parametrize(
    "head",
    [
        "Subject: =?no-such?q?x?=\n", "Subject: =?utf-8?b?!!!?=\n", "From: <<<>>>,,\n", "Date: yesterday\n",
        "Date: Mon, 99 Foo 2026 99:99:99\n", "From: " + "(" * 5_000 + "\n",
        "Subject: " + "=?utf-8?q?a?= " * 500 + "\n", "Content-Type: text/plain; charset=no-such\n",
        "Content-Type: ;;;=\n", "Content-Transfer-Encoding: base64\n",
    ],
)  # fmt: skip
def test_broken_headers_do_no_harm(head: str) -> None:
    try:
        article = read(f"{head}\nThe council said so.".encode(), "x")
    except ReadingError:
        return
    assert article.text


def box(*bodies: bytes, most: int = 10_000) -> list[Article | ReadFailure]:
    data = b"".join(b"From a@b Mon Mar  2 10:00:00 2026\n" + HEAD.encode() + b"\n" + body for body in bodies)
    return [*read_box(Input(io.BytesIO(data), data, "a.mbox", "a.mbox", most))]


def test_a_box_has_many_messages() -> None:
    found = box(
        b"One said so.\n\n",
        b"x\nFrom the council came nothing.\n>From here on.\n>>From there.\n\n",
        b"Three.\n",
    )
    assert [one.text.strip() for one in found if isinstance(one, Article)] == [
        "One said so.",
        "x\nFrom the council came nothing.\nFrom here on.\n>From there.",
        "Three.",
    ]
    assert [one.name for one in found if isinstance(one, Article)] == ["a.mbox:1", "a.mbox:2", "a.mbox:3"]


def test_a_message_above_the_cap_is_passed_over() -> None:
    found = box(b"One.\n\n", b"x" * 999 + b"\n\n", (b"y" * 60 + b"\n") * 99 + b"\n", b"Four.\n", most=300)
    assert [type(one) for one in found] == [Article, ReadFailure, ReadFailure, Article]
    assert isinstance(found[1], ReadFailure) and isinstance(found[1].error, TooLarge)
    assert "message 2" in str(found[1].error)
