"""Two places begin the same week.

Reported while building: the parts are read as one week, in the order of the files' names.

Why: it may be meant, but is often a typing error in a heading.

Example: `a.txt` and `b.txt` both begin with `2023년 4월 4주차`.

How to fix: move the parts into one file, or correct one heading.
"""
