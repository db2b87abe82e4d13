"""How the built-in recognizer is trained, from packages of public registries alone. docs/speech.md tells the way."""
