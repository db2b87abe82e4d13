"""What makes a conversation easy: pacing, universal commands, repair, hearing, plain language.

May be imported by every room and imports none of them.
"""

import os

# Piper brings onnxruntime, which sends usage figures to its maker unless told not to before it is imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
