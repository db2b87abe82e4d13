"""What makes a conversation easy: pacing, universal commands, repair, hearing, plain language.

May be imported by every room and imports none of them.
"""
