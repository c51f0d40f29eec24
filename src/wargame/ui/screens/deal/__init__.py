"""The deal editor: terms made of clauses, what can't stand named, and what the parties would make of them."""
