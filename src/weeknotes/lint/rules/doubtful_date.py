"""A date with slashes has a day and a month that may be exchanged.

Reported while reading: a date such as `10/11/2026` in front matter or in a heading. It is read with
the month first. It is not reported if other dates of the file, such as `10/18/2026`, say so.

Why: with the other reading, the entries belong to another week.

Example:

    date: 10/11/2026

How to fix: write the year first: `2026-10-11`.
"""
