"""The end of a block of code or of a formula may be missing.

Reported while reading: nothing closes a line that begins with three backticks, or a line `$$`.
Such a line is shown as text. A block of code that contains the first line of another block is
reported too.

Why: the block continues to the end of the next block, and the entries between the two are not read.

Example:

    ```python
    print(1)
    https://arxiv.org/abs/2304.07880
    ```python
    print(2)
    ```

How to fix: write the missing line of backticks. To show a line of three backticks as code, begin
and end the block with four.
"""
