"""Neither a digest nor the name of its file names the week.

Reported while reading: neither a heading nor the front matter nor the path of the file names a week
or a day. The digest then has no date, is published under the name of the file, and is in no feed. A
month alone is not a week.

Why: the site sorts and links weeks by their labels.

Example: a file `reading.txt` that begins with an address.

How to fix: write the week on the first line, `2023-04-w4`, or name the file after a day or a
week: `2023-04-20.md`, `2023-W16.md`, `2023/04/w4.md`.
"""
