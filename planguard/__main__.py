"""`python -m planguard`."""

from planguard.cli import main

main()
