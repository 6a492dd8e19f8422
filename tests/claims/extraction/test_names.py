from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.document import Document
from claims.extraction.names import find
from claims.extraction.namewords import NameKind, fold, word_set
from claims.models import Article
from claims.reading import article


def names_of(document: Document) -> dict[str, tuple[str, str, str | None, int]]:
    return {r.name: (r.kind.value, r.gender, r.role, r.count) for r in find(document).referents}


@pytest.mark.parametrize(
    ("text", "name", "kind", "role"),
    [
        ("Today US Secretary of State Marco Rubio spoke.", "Marco Rubio", "person", "US Secretary of State"),
        (
            "The President of Ukraine Volodymyr Zelenskyy left.",
            "Volodymyr Zelenskyy",
            "person",
            "President of Ukraine",
        ),
        ("Yes, NATO Secretary General Mark Rutte came.", "Mark Rutte", "person", "NATO Secretary General"),
        ("Mark Rutte, NATO's secretary general, came.", "Mark Rutte", "person", "NATO's secretary general"),
        ("NATO's secretary general, Mark Rutte, came.", "Mark Rutte", "person", "NATO's secretary general"),
        ("Iman Cesari, 30, a county clerk, agreed.", "Iman Cesari", "person", "county clerk"),
        ("He met former judge Ruth Calloway.", "Ruth Calloway", "person", "former judge"),
        ("The town elected Bill de Blasio.", "Bill de Blasio", "person", None),
        ("Then Sen. Rand Paul (R-Ky.) rose.", "Rand Paul", "person", "Sen."),
        ("Union firebrand Joe ‘The Hammer’ Hadley vowed it.", "Joe Hadley", "person", "Union firebrand"),
        (
            "We asked the Department of Health and Human Services.",
            "Department of Health and Human Services",
            "organisation",
            None,
        ),
        ("We asked the Harbour Workers' Union.", "Harbour Workers' Union", "organisation", None),
        ("It is in the hands of the President's Office.", "President's Office", "organisation", None),
        ("They went to Geneva on Monday.", "Geneva", "place", None),
        ("So said the news site Halvard Today.", "Halvard Today", "outlet", None),
        ("So wrote the agency VTS.", "VTS", "agency", None),
        ("The flood reached Lorvania. Lorvanian troops came.", "Lorvania", "place", None),
        (
            "Poor Lorvania waits. The flood reached Lorvania. Lorvanian troops came.",
            "Lorvania",
            "place",
            None,
        ),
        ("All this is known to AP.", "Associated Press", "agency", None),
    ],
)
def test_a_name_its_kind_and_its_role(write, text: str, name: str, kind: str, role: str | None) -> None:
    found = names_of(write(text))
    assert name in found
    assert found[name][0] == kind
    assert found[name][2] == role


@pytest.mark.parametrize(
    "text",
    [
        "Critics say so.",
        "But the minister did not come on Tuesday.",
        "In March we saw it.",
        "A man ran. He was Ukrainian, and the Democrats cheered.",
        "Prices Rise Again As Shops Close In Town",
    ],
)
def test_no_name_is_found_where_none_stands(write, text: str) -> None:
    assert names_of(write(text)) == {}


def test_one_bearer_however_he_is_called(write) -> None:
    document = write(
        "Zelenskyy leaves\n\nVolodymyr Zelenskyy left, and Mr. Zelenskyy's wife stayed. ZELENSKYY: I did."
    )
    found = find(document)
    [bearer] = [r for r in found.referents if r.kind is NameKind.PERSON]
    assert (bearer.name, bearer.key, bearer.gender) == ("Volodymyr Zelenskyy", "volodymyr zelenskyy", "m")
    assert bearer.count == len(found.mentions) == 4


def test_a_shared_surname_is_nobodys_but_a_title_tells(write) -> None:
    document = write("Bill Clinton and Hillary Clinton met. Then Clinton left. Mrs. Clinton stayed.")
    found = find(document)
    said = [(document.tokens.word[m.core], m.referent) for m in found.mentions if m.stop - m.core == 1]
    assert said[0] == ("Clinton", -2)
    assert found.referents[said[1][1]].name == "Hillary Clinton"


def test_middle_names_come_and_go(write) -> None:
    found = names_of(write("Later Donald J. Trump spoke. Then Donald Trump left. So did Trump."))
    assert found == {"Donald J. Trump": ("person", "m", None, 3)}


def test_an_acronym_is_defined_in_brackets(write) -> None:
    document = write("We asked the National Port Authority (NPA). Yesterday the NPA declined.")
    assert [r.name for r in find(document).referents] == ["National Port Authority"]


def test_a_bare_head_noun_with_a_capital_is_the_body_before(write) -> None:
    document = write("They met at the Ministry of Water. Later the Ministry confirmed it.")
    assert [(r.name, r.count) for r in find(document).referents] == [("Ministry of Water", 2)]


def test_a_surname_that_is_a_title_too(write) -> None:
    document = write("He met Steve King. Then King left. The King stayed.")
    assert names_of(document)["Steve King"][3] >= 2


def test_a_line_in_title_case_holds_only_names_that_stand_elsewhere(write) -> None:
    document = write("Marco Rubio Calls The Deadline Flexible\n\nOn Monday Marco Rubio called it so.")
    assert names_of(document) == {"Marco Rubio": ("person", "m", None, 2)}


def test_the_article_calls_its_own_outlet_by_a_part_of_its_name(write) -> None:
    document = write("She told the Courier so. The VBC was there.", outlet="Tavra Valley Courier")
    assert names_of(document)["Tavra Valley Courier"][0] == "outlet"
    assert names_of(write("She told the VBC.", outlet="VBC News"))["VBC News"][0] == "outlet"


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The New York Times", "new york times"),
        ("El País", "el pais"),
        ("O’Malley", "o'malley"),
        ("Łódź", "łodz"),
    ],
)
def test_names_are_folded_for_comparison(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_a_list_of_a_pack_may_hold_endings() -> None:
    words = word_set("minister -präsident -")
    assert "minister" in words and "ministerpräsident" in words and "-" in words
    assert "ministerin" not in words


WORDS = st.sampled_from(
    [
        "Mark",
        "Rutte",
        "Mr.",
        "President",
        "of",
        "the",
        "and",
        "Ukraine",
        ",",
        ".",
        "'s",
        "(",
        ")",
        "NPA",
        "said",
        "“",
        "”",
        "-",
        "\n\n",
        "Union",
        "'",
        "van",
        "King",
        ":",
        "a",
        "judge",
        "who",
        "&",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60) | st.text(max_size=200))
def test_names_stand_inside_the_text_in_order_and_apart(words: list[str] | str) -> None:
    document = Document.of(article(words if isinstance(words, str) else " ".join(words), name="x"))
    found = find(document)
    reached = 0
    for mention in found.mentions:
        assert reached <= mention.core < mention.stop <= len(document.tokens)
        assert mention.first <= mention.core
        assert mention.referent < len(found.referents)
        reached = mention.stop
    for referent in found.referents:
        assert 0 <= referent.mention.start < referent.mention.end <= len(document.article.text)
        assert referent.name


@pytest.mark.parametrize(
    "piece",
    [
        "Mark Rutte ",
        "AB: x. ",
        "the Ministry of Water. The Ministry left. ",
        "President of ",
        "A' Union ",
        "“A ” ",
    ],
)
def test_work_grows_with_the_text(piece: str, work: Callable[[Callable[[], object]], int]) -> None:
    def done(times: int) -> int:
        document = Document.of(Article(id="x", text=piece * times, text_hash="x", name="x"))
        return work(lambda: find(document))

    assert done(2000) < 4.4 * done(500)
