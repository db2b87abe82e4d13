from collections.abc import Iterator

import pytest
import structlog

from tests.voice.conftest import model, speak

__all__ = ["model", "quiet_logs", "speak"]


@pytest.fixture(scope="package", autouse=True)
def quiet_logs() -> Iterator[None]:
    """Tests break things on purpose; drawing each traceback would take longer than the tests."""
    with structlog.testing.capture_logs():
        yield
