"""The after-action review: one page for the debrief of a campaign, read off its record and nothing else."""
