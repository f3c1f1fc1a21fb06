"""List items, lines, headings, rows or cells begin with addresses that are in no entry.

Reported while reading, once for each file: the number of such addresses, and the line of the first
one. Links inside sentences are not counted.

Why: only entries get a page. If a file is written in a form that is not understood, its papers have
no pages, and are in no feed.

Example:

    2023-04-w4
    - a model called [Sabiá](https://arxiv.org/abs/2304.07880), [code](https://example.com/code)

How to fix: begin a line with the address, or write all entries of the file in the same form.
`weeknotes parse --explain` shows how each line was read.
"""
