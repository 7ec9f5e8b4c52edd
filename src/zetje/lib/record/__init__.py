"""The append-only record of what happened: who, what, when, and how it is known."""
