"""What people say on the phone, as text: the recognizer's words, how often each is said, sentences of every day."""
