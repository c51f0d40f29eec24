"""A sitting at the table, without a screen: what a campaign that people played came to, and where it turned."""
