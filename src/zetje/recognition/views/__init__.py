"""The pages of experts' words."""
