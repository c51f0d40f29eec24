"""Analysis: questions put to many campaigns."""
