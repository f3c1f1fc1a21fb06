"""A digest has no line with its week.

Reported while reading: the week is taken from the name of the file. If that has none either, the
digest has no date, is published under the name of the file, and is in no feed.

Why: the site sorts and links weeks by their labels.

Example: a file `reading.txt` that begins with an address.

How to fix: write the week on the first line: `2023년 4월 4주차`.
"""
