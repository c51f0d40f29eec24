"""Orders of a person's seat: what may be ordered in plain words, what it costs, what is laid ready, and committing."""
