"""French as it is said: numbers, telephone numbers, addresses and short answers from heard or typed words."""
