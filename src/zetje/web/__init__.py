"""The shell: settings, addresses, the command line, and what ties capabilities together."""
