"""Calls are in real time, and the machine may be busy with something else for a moment."""

import pytest

AGAIN = 2
"""A call that failed is placed again so often; a call that always fails still fails, and pytest counts the reruns."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that place calls."""
    for item in items:
        if item.get_closest_marker("sip"):
            item.add_marker(pytest.mark.flaky(reruns=AGAIN))
