"""`python -m zetje.web.cli`: the command line where no `zetje` is on the path."""

from zetje.web.cli import main

main(prog_name="zetje")
