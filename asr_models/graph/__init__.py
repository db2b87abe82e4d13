"""The decoding graph of the recognizer: which words there are, how they sound, and which word follows which.

A Vosk model that takes grammars at run time keeps it in two files: `HCLr.fst` (sounds to words) and `Gr.fst` (words
after words). Both are written here without OpenFst, so that any machine can make the model its commune's own.
"""
