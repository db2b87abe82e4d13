"""Speech models: what exists, where it comes from, how it is checked and installed."""

import os

# Piper brings onnxruntime, which sends usage figures to its maker unless told not to before it is imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
