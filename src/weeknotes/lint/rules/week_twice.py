"""The same week has two headings or files.

Reported while building: the parts are joined into one week, in the order of the names of the files.

Two files are not reported if both have the week, or a day of it, in their names. Headings that name
days, not the week, are not reported either.

Why: a week in two places may be intended, but is often a typing error in a heading.

Example: `a.txt` and `b.txt` both begin with `2023-04-w4`.

How to fix: move the parts into one file, or correct one heading.
"""
