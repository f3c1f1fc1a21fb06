"""A file with notes is not read.

Reported while reading: files in other formats beside the digests (`.markdown`, `.org`, `.rst` and
the like), and digests in the site's folder, outside of the notes folder. Each format is reported
once.

Why: what is not read is not published.

Example: `notes/reading.org`.

How to fix: rename the file if it is Markdown or plain text, move it into the notes folder, or list
it under `ignore:` in `weeknotes.yml`.
"""
