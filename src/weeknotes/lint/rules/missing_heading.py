"""Neither a digest nor the name of its file tells the week.

Reported while reading: the digest has no date, is published under the name of the file, and is in
no feed. A file such as `2023-04-w4.txt` or `2023-04-20.txt` needs no heading.

Why: the site sorts and links weeks by their labels.

Example: a file `reading.txt` that begins with an address.

How to fix: write the week on the first line: `2023년 4월 4주차`.
"""
