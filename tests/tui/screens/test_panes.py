from __future__ import annotations

from typing import Any

from claims.errors import StoreError
from claims.models import AttributionCheck, Verdict
from claims.store import Store
from claims.workbench import Workbench
from tui.queue import Queue


async def test_reopening_resumes_where_it_was(workbench: Workbench, build: Any, review: Any) -> None:
    build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("/")
        await seat.write("status:unreviewed")
        await seat.press("v", "v", "v", "v", "j", "j", "q")
    async with review(workbench) as seat:
        assert seat.title().startswith("Claims 3/23 · 0 decided · / status:unreviewed")
        assert "▌ Mayor Ilse Brandt said the harbour lost 104 crates." in seat.text()


async def test_the_place_is_remembered_without_quitting(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("j", "j")
        with Store.open(workbench.store.path, read_only=True) as other:
            await seat.until(lambda: claims[2].id in (other.meta("review.place.anna") or ""))


async def test_enter_looks_and_never_decides(workbench: Workbench, build: Any, review: Any) -> None:
    claims = build.fill(workbench)
    build.with_matches(workbench, claims[0])
    async with review(workbench) as seat:
        await seat.press("m", "enter")
        assert "Pia Holm said the harbour lost 99 crates." in seat.text()
        await seat.press("j")
        assert "Pia Holm said the harbour lost 100 crates." in seat.text()
        await seat.press("escape")
        assert "Mayor Ilse Brandt said the harbour lost 100 crates." in seat.text()
        await seat.press("escape", "enter", "enter")
        assert seat.app.focused.id == "article"
        assert list(workbench.store.decisions()) == []


async def test_moving_about(workbench: Workbench, build: Any, review: Any) -> None:
    build.fill(workbench)
    async with review(workbench, size=(80, 24)) as seat:
        places = []
        for key in ("j", "down", "k", "up", "G", "g", "ctrl+d", "ctrl+u", "n", "p", "p"):
            await seat.press(key)
            places.append(int(seat.title().split("/")[0].removeprefix("Claims ")))
        assert places == [2, 3, 2, 1, 25, 1, 3, 1, 2, 1, 25]
        await seat.press("ctrl+o", "a", "j", "J", "K", "k", "tab", "shift+tab")
        assert seat.app.focused.id == "article"
        await seat.press("ctrl+o", "c")
        assert seat.app.focused.id == "claims"


async def test_context_shrinks_and_grows(workbench: Workbench, build: Any, review: Any) -> None:
    build.fill(workbench)
    async with review(workbench) as seat:
        article = seat.app.screen.query_one("#article")
        whole = article.virtual_size.height
        await seat.press("{", "{", "{", "{", "{")
        assert "said the harbour lost 100 crates." in seat.text()
        assert "said the harbour lost 101 crates." not in seat.text()
        await seat.press("}", "}", "}", "}", "}")
        assert article.virtual_size.height == whole


async def test_clicks_choose_and_give_commands(workbench: Workbench, build: Any, review: Any) -> None:
    claims = build.fill(workbench)
    build.with_matches(workbench, claims[0])
    async with review(workbench) as seat:
        await seat.pilot.click("#matches", offset=(5, 5))
        await seat.press("=")
        assert workbench.store.stats().decisions == 1
        await seat.pilot.click("#claims", offset=(5, 4))
        await seat.settle()
        assert seat.title().startswith("Claims 4/27")
        at = seat.lines()[-1].index("v verified")
        await seat.pilot.click("#keys", offset=(at + 3, 0))
        await seat.settle()
        at = seat.lines()[-1].index("v verified all the same")
        await seat.pilot.click("#keys", offset=(at, 0))
        await seat.settle()
        assert workbench.claim_state(claims[3].id).verdict is Verdict.VERIFIED


async def test_keys_of_the_configuration(workbench: Workbench, build: Any, review: Any) -> None:
    claims = build.fill(workbench)
    keys = {"verified": ("x",), "disputed": ("v", "ctrl+y"), "undo": ("j",), "said-wrong": ("n",)}
    async with review(workbench, keys=keys) as seat:
        assert "'j' for 'undo' is taken by 'down'; 'undo' keeps u." in seat.told()
        await seat.press("x", "v", "v", "ctrl+y", "1", "escape", "t", "n", "u")
        verdicts = [workbench.claim_state(claim.id).verdict for claim in claims[:4]]
        assert verdicts == [Verdict.VERIFIED, Verdict.DISPUTED, Verdict.DISPUTED, Verdict.UNREVIEWED]
        assert workbench.claim_state(claims[3].id).attribution is AttributionCheck.UNCHECKED
        assert "x verified" in seat.lines()[-1]
        await seat.press("?")
        assert "v ctrl+y" in seat.text()


async def test_help_and_palette(workbench: Workbench, build: Any, review: Any) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("?")
        assert "Decide on the claim" in seat.text()
        await seat.press("G", "escape", "f1", "q", ":")
        await seat.pilot.press(*"refuted")
        await seat.until(lambda: "key 3" in seat.text() and "key v" not in seat.text())
        await seat.press("enter")
        await seat.until(lambda: workbench.claim_state(claims[0].id).verdict is Verdict.REFUTED)


async def test_the_theme_that_was_chosen_is_kept(workbench: Workbench, build: Any, review: Any) -> None:
    build.fill(workbench)
    async with review(workbench) as seat:
        assert seat.app.current_theme.dark
        seat.app.theme = "textual-light"
        await seat.settle()
        assert "▌ Mayor" in seat.text()
    async with review(workbench) as seat:
        assert seat.app.theme == "textual-light"
    async with review(Workbench(workbench.store, "bela")) as seat:
        assert seat.app.current_theme.dark


async def test_first_run_is_told_in_five_lines_once(workbench: Workbench, build: Any, review: Any) -> None:
    build.fill(workbench)
    newcomer = Workbench(workbench.store, "newcomer")
    async with review(newcomer, size=(80, 24)) as seat:
        assert "First time here?" in seat.text()
        assert "? shows every key" in seat.text()
        await seat.press("x")
        assert "First time here?" not in seat.text()
    async with review(newcomer) as seat:
        assert "First time here?" not in seat.text()


async def test_an_empty_store_says_what_to_do(workbench: Workbench, review: Any) -> None:
    async with review(workbench, size=(80, 24)) as seat:
        assert "claims add FILE…" in seat.text()
        await seat.press("v", "j", "m", "h", "y", "o", "i", "n", "V", "enter", "{", "escape", "q")


async def test_what_cannot_be_read_is_said_in_its_place(
    workbench: Workbench, build: Any, review: Any
) -> None:
    build.fill(workbench)
    async with review(workbench) as seat:
        claims = seat.app.screen.query_one("#claims")

        def fail(rowids: list[int]) -> list[Any]:
            raise StoreError("gone")

        claims._fetch = fail
        claims.show(Queue(workbench.claim_ids()), 0)
        await seat.settle()
        assert "the store could not be read here" in seat.text()


async def test_any_size_of_the_terminal_will_do(workbench: Workbench, build: Any, review: Any) -> None:
    claims = build.fill(workbench)
    build.with_matches(workbench, claims[0])
    async with review(workbench) as seat:
        for number, size in enumerate(((80, 24), (20, 8), (3, 2), (250, 80), (100, 30), (99, 30))):
            await seat.pilot.resize_terminal(*size)
            await seat.press("v", "v", "m", "j", "escape", "k", "n")
            assert len(seat.lines()) == size[1]
            assert workbench.store.stats().verdicts[Verdict.VERIFIED] == number + 1


async def test_a_hundred_thousand_claims_open_and_move_without_being_read(
    workbench: Workbench, build: Any, review: Any
) -> None:
    """The list reads the rows that it shows: the store is asked for a few chunks, whatever the length."""
    build.fill(workbench)
    asked: list[int] = []
    rows, ids = workbench.rows, list(workbench.claim_ids())
    async with review(workbench) as seat:
        claims = seat.app.screen.query_one("#claims")
        claims._fetch = lambda rowids: asked.append(len(rowids)) or rows(rowids)
        claims.show(Queue(ids * 4_000), 99_999)
        await seat.settle()
        assert any(line.startswith("┃▌  ·    Harbour") for line in seat.lines())
        assert 0 < sum(asked) <= 3 * 64
