"""Sound and words: endpointing, recognition, synthesis, the prompt store. Knows nothing of town halls."""

import os

# Piper brings onnxruntime, which sends usage figures to its maker unless told not to before it is imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
