"""There are no digests.

Reported while reading: the notes folder has no `.txt` and no `.md` file, so the site is empty.

Why: often, the wrong folder was chosen.

How to fix: create a digest with `weeknotes new`, or name another folder with `--notes`.
"""
