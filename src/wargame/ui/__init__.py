"""The table on a screen: pygame is imported here and nowhere else."""
