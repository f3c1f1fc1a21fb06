"""`python -m weeknotes` is `weeknotes`."""

import sys

from weeknotes.cli import main

sys.exit(main())
