"""`python -m weeknotes` is `weeknotes`."""

from weeknotes.cli import run

run()
