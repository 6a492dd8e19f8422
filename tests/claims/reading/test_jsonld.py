from __future__ import annotations

import json

import pytest

from claims.reading.jsonld import Story, story


def test_the_first_article_of_a_graph() -> None:
    graph = {
        "@graph": [
            {"@type": "WebSite", "url": "https://site.example"},
            {
                "@type": ["Thing", "NewsArticle"],
                "url": "https://site.example/1",
                "articleBody": "One.\n\nTwo.",
            },
            {"@type": "NewsArticle", "url": "https://site.example/2"},
        ]
    }
    assert story([json.dumps(graph)]) == Story("One.\n\nTwo.", "https://site.example/1", live=False)


def test_a_live_blog_and_its_page() -> None:
    node = {"@type": "LiveBlogPosting", "mainEntityOfPage": {"@id": "https://site.example/live"}}
    assert story(["nonsense", json.dumps([node])]) == Story("", "https://site.example/live", live=True)


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        "[" * 100_000,
        "null",
        '{"@type": 7}',
        '{"@type": "NewsArticle", "articleBody": [1], "url": {}}',
    ],
)
def test_what_says_nothing_gives_nothing(script: str) -> None:
    assert story([script]) == Story()


def test_only_so_many_nodes_are_looked_at() -> None:
    nodes: list[object] = [{"@type": "Thing"}] * 5000
    assert story([json.dumps([*nodes, {"@type": "NewsArticle", "articleBody": "x"}])]) == Story()
