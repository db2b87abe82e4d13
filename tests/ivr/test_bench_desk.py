"""The desk's bench over a small crowd: every page answers. How fast is not a test's business."""

from pathlib import Path

from ivr.bench_desk import PAGES, desk
from ivr.config import Settings
from kb.call_search import CallQuery
from kb.store import Store


def test_every_page_is_measured_over_the_made_up_calls(tmp_path: Path) -> None:
    figures = desk(Settings(), tmp_path, calls=60, turns=4, rounds=2)
    assert [figure.what for figure in figures] == list(PAGES)
    assert all(figure.p50_ms > 0 and figure.p95_ms >= figure.p50_ms for figure in figures)
    with Store.open(tmp_path / "guichet.db") as store:
        assert len(store.calls.recent(100)) == 60
        assert len(store.calls.turns(30)) == 4
        assert len(store.incidents.recent(100)) == 6
        assert store.call_search.page(CallQuery("oui")).total > 10
