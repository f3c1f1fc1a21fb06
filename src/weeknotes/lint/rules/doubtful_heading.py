"""A line looks like the heading of a week, but has no year or contains other text.

Reported while reading: the line is read as text. Also reported: a heading such as
`2023-04-16 ~ 2023-09-22`, whose last day cannot be read. It is then the title of the week.

Why: it is not certain which week is meant, or whether a new week begins. The entries below a line
that is read as text belong to the week above.

Example:

    5월 2주차

How to fix: write the year: `2023년 5월 2주차`. A title may follow after a colon. Write both days of
a span in full: `2023-04-16 ~ 2023-04-22`. A span has at most 45 days.
"""
