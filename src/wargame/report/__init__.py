"""Reports: tables and pictures of what happened."""
