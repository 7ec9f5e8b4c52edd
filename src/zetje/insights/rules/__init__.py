"""What insights decides without a database: who is counted with whom, and what may be shown."""
