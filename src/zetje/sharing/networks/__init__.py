"""One folder a network, each registered by one line of `web/plugins.py`."""
