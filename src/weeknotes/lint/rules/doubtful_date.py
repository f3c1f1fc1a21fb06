"""The day and the month of a date may be exchanged.

Reported while reading: a date such as `10/11/2026` or `10-11-2026` in front matter, in a heading or
in the name of a file. A date with slashes is read with the month first, a date with hyphens with
the day first. The date is not reported if other dates of the file, such as `10/18/2026`, show the
order.

Why: with the other reading, the entries belong to another week.

Example:

    date: 10/11/2026

How to fix: write the year first: `2026-10-11`.
"""
