"""No line of a digest names its week.

Reported while reading: the week is then that of the front matter or of the file's name. If these
name none either, the digest has no date, is published under the file's name, and is in no feed.

Why: the site sorts and links weeks by their labels.

Example: a file `reading.txt` that begins with an address.

How to fix: write the week on the first line: `2023년 4월 4주차`.
"""
