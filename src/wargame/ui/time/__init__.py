"""Time at the table, and what is done with it: step, look back, mark, branch, step in as umpire, take things out.

Each file is one thing a table has; `desk` puts them together for the screen that shows a campaign.
"""
