"""How somebody writes, and a story said that way: without a database."""
