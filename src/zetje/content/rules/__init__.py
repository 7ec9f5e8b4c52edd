"""What content decides without a database: reading pages and feeds, wording, states."""
