"""An exercise: people at the table, an umpire, and what they need for it, without a window."""
