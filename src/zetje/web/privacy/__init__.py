"""Drafts for the works council and the data protection officer, from the settings in force."""
