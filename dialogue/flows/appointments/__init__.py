"""Appointments, one module a step: asked for, looked up, proposed, confirmed."""
