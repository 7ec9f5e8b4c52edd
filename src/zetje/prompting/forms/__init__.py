"""The forms of prompting."""
