"""The schema, one module for each numbered step. A released step is never changed: the next one is added."""

from kb.schema import cases

STEPS: dict[str, tuple[str, ...]] = {
    "0001_calls_incidents_gazetteer": cases.STATEMENTS,
}
"""Name of the step, and its SQL statements; applied in this order."""
