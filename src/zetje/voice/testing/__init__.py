"""Stand-ins that tests of voice share: a strict language model on a port of this machine."""
