from collections.abc import Iterator

import pytest

from dialogue.catalogue import Catalogue, load
from dialogue.understanding.request import RequestUnderstanding
from kb import demo_commune
from kb.gazetteer import Gazetteer
from kb.store import Store


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="session")
def understanding(catalogue: Catalogue) -> RequestUnderstanding:
    return RequestUnderstanding(catalogue)


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """The demo commune's. Tests only read it."""
    with Store.open(tmp_path_factory.mktemp("valbourg") / "guichet.db") as store:
        demo_commune.load(store)
        yield store.gazetteer
