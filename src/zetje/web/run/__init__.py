"""How one machine runs Zetje: the embedded database, the processes and their supervisor."""
