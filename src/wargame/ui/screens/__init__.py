"""The states of the window: start, setting the table, the table itself, the curtain, the end."""
