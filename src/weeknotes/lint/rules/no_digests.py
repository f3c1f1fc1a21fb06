"""There are no digests.

Reported while reading: the notes folder has no `.txt` and no `.md` file, so the site is empty.

Why: it is often the wrong folder.

How to fix: create a digest with `weeknotes new`, or name another folder with `--notes`.
"""
