"""Flows: one file per thing a resident can do. `dialogue.flows.base.Flow` is what they all follow."""
