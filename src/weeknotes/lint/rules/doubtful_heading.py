"""A line looks like the heading of a week, but has no year or contains other text.

Reported while reading: the line is read as text.

Why: it is not certain which week is meant, or whether a new week begins. The entries below the line
belong to the week above.

Example:

    5월 2주차

How to fix: write the year: `2023년 5월 2주차`. A title may follow after a colon.
"""
