"""Settings of all tests."""

from hypothesis import settings

# Property tests check results, never the machine's speed.
settings.register_profile("guichet", deadline=None)
settings.load_profile("guichet")
