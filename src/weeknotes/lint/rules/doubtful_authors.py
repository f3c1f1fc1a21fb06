"""The list of authors after a title has no closing bracket.

Reported while reading: a line `Title (Name, Name, Name` without its closing bracket. The line is
read as a title with authors.

Why: the list may be incomplete, or the line may be something else.

Example:

    BLOOM: A 176B-Parameter Open-Access Multilingual Language Model (Teven Le Scao, Angela Fan,
    Christopher Akiki

How to fix: close the bracket after the last author.
"""
