"""A file with notes is not read.

Reported while reading: files in other formats beside the digests (`.markdown`, `.org`, `.rst` and
the like), files without an ending whose names are dates or weeks, names with a space or a full stop
after the ending, and digests in the site's folder, outside of the notes folder. Each ending is
reported once.

Why: what is not read is not published.

Example: `notes/reading.org`.

How to fix: rename the file if it is Markdown or plain text, move it into the notes folder, or list
it under `ignore:` in `weeknotes.yml`.
"""
