"""How fast articles become shards on one core, from JSON Lines and from web archives, and what that comes to.

    python tests/bench/cluster.py [--articles N] [--json]

The articles are made up of paragraphs of the fixtures, so that no two are alike, about as long as news
is. The pages are about as large as those of news sites: navigation, teasers, scripts and styles around the
article, compressed record by record as crawlers do. Times are of the processor, of one process that is
warm, and hold reading, extraction and writing. The day of CC-NEWS is one of ``DAY`` pages.

DAY is an average: 1.35 billion articles from August 2016 to spring 2026 (Infini-News, arXiv:2605.18337) are
380,000 a day. It fits what the archive weighs: 25 TiB until September 2022 (commoncrawl/news-crawl, issue
48) are 12 GB a day, at 32 KB a compressed page.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import resource
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DAY = 380_000
WORDS = 600
"""About the length of a news article."""
LINKS, TEASERS, SCRIPT, STYLE = 200, 100, 80_000, 25_000
"""What stands around the article on a page: links of the navigation, teasers, code points of code."""
WARM = 60
"""Articles after which a process is warm."""


def paragraphs() -> list[str]:
    """Return the paragraphs of the fixtures that are prose."""
    from claims.models import Article
    from claims.reading import read

    texts = [one.text for one in read(str(ROOT / "fixtures/articles")) if isinstance(one, Article)]
    return sorted({part.strip() for text in texts for part in text.split("\n\n") if len(part.split()) > 15})


def articles(number: int) -> Iterator[tuple[str, list[str]]]:
    """Yield titles and paragraphs of made-up articles."""
    known = paragraphs()
    for place in range(number):
        chance = random.Random(place)
        body: list[str] = []
        while sum(len(part.split()) for part in body) < WORDS:
            body.append(chance.choice(known))
        yield f"Council {place} decides on {chance.randint(2, 900)} bridges", body


def as_line(place: int, title: str, body: list[str]) -> str:
    """Return an article as a line of JSON Lines."""
    about = {"id": str(place), "title": title, "outlet": "Outlet", "date": "2026-03-10", "language": "en"}
    return json.dumps({**about, "text": "\n\n".join(body)}) + "\n"


def as_page(place: int, title: str, body: list[str]) -> bytes:
    """Return an article as the page of a news site."""
    chance = random.Random(place)

    def code(length: int) -> str:
        return " ".join(f"v{chance.randint(0, 9_999)}=f({chance.random():.4f});" for _ in range(length // 22))

    links = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(LINKS))
    teasers = "".join(
        f'<div class="teaser"><a href="/story/{chance.randint(1, 99_999)}"><h3>More about bridge {n}</h3>'
        f'<img src="/i/{n}.jpg" alt="A bridge"></a><span class="time">{n} hours ago</span></div>'
        for n in range(TEASERS)
    )
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": "2026-03-10T08:00:00Z",
        "author": {"@type": "Person", "name": "Ann Writer"},
    }
    text = "".join(f"<p>{html.escape(part)}</p>" for part in body)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Outlet</title>'
        f'<meta property="og:site_name" content="Outlet"><meta property="og:title" content="{title}">'
        f'<script type="application/ld+json">{json.dumps(about)}</script><style>{code(STYLE)}</style>'
        f"<script>{code(SCRIPT)}</script></head><body><nav><ul>{links}</ul></nav>"
        f"<main><article><h1>{title}</h1><p class='byline'>By Ann Writer</p>{text}</article></main>"
        f"<aside>{teasers}</aside><footer><ul>{links}</ul>© Outlet</footer></body></html>"
    ).encode()


def as_record(place: int, page: bytes) -> bytes:
    """Return the response that held a page, as a compressed record of a web archive."""
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.UUID(int=place)}>\r\n"
        f"WARC-Target-URI: https://outlet.example/{place}\r\nWARC-Date: 2026-03-10T09:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + response + b"\r\n\r\n", mtime=0)


def inputs(folder: Path, number: int) -> dict[str, Path]:
    """Write the same articles as JSON Lines and as an archive of pages; return where each is."""
    made = {"JSON Lines": folder / "articles.jsonl", "WARC": folder / "pages.warc.gz"}
    with made["JSON Lines"].open("w", encoding="utf-8") as lines, made["WARC"].open("wb") as records:
        for place, (title, body) in enumerate(articles(number)):
            lines.write(as_line(place, title, body))
            records.write(as_record(place, as_page(place, title, body)))
    return made


def measured(path: Path, out: Path) -> dict[str, Any]:
    """Return how much came of a file, and in how much time of the processor."""
    from claims.spreading.running import spread

    start = time.process_time()
    found = spread([path], out)
    taken = time.process_time() - start
    return {
        "articles": found.articles,
        "claims": found.claims,
        "failures": found.failures,
        "bytes an article": path.stat().st_size / found.articles,
        "seconds": taken,
        "articles a second": found.articles / taken,
        "core hours a day": DAY * taken / found.articles / 3600,
    }


def main() -> None:
    """Measure and print what the command line asks for."""
    assert __doc__
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--articles", type=int, default=1_000, help="how many to measure with")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in ("warm", "measured"):
            (folder / name).mkdir()
        for name, path in inputs(folder / "warm", WARM).items():
            measured(path, folder / "warm" / f"{name} shards")
        rows = {
            name: measured(path, folder / "measured" / f"{name} shards")
            for name, path in inputs(folder / "measured", given.articles).items()
        }
    rows["memory"] = {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}
    if given.json:
        json.dump(rows, sys.stdout, indent=1)
        return
    memory = rows.pop("memory")["peak"]
    for name, row in rows.items():
        print(
            f"{name:10} {row['articles']} articles of {row['bytes an article'] / 1000:.1f} KB, "
            f"{row['claims']} claims: {row['articles a second']:.0f} articles a second on a core; "
            f"{DAY:,} take {row['core hours a day']:.1f} core hours"
        )
    print(f"memory     {memory / 1e6:.0f} MB at most")


if __name__ == "__main__":
    main()
