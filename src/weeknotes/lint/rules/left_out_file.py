"""A file is left out because of its name.

Reported while reading: `README.md`, and files whose names begin with `_`, if no entry begins in
them.

Why: such a file usually describes the folder, and is not meant for readers of the site.

Example: `notes/README.md` with a text about the notes.

How to fix: give the file another name to publish it, or list it under `ignore:` in `weeknotes.yml`.
"""
