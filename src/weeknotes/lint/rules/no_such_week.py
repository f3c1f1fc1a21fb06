"""A heading names a week that does not exist.

Reported while reading. A line with a month over 12 or a week over 6 is read as text. A week that
this month does not have under the setting `week_rule` is published without dates.

Why: such a week is nearly always a typing error.

Example:

    2023-13-w4

How to fix: correct the heading, or set `week_rule` to the way you count weeks.
"""
