"""Ways of prompting, tried on a grid of invented worlds: what `zetje simulate` runs and reports."""
