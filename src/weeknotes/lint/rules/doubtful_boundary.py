"""It is not certain whether an address begins an entry.

Reported while reading: an address may begin an entry, or may be a link in the entry above. The
message says how the address was read, and why.

Why: if this is wrong, a note appears under another paper.

Example:

    https://arxiv.org/abs/2304.00001
    A Title (Jane Roe, John Doe)
    https://example.com/project
    This is text.

How to fix: to begin an entry, write a line `---` above the address. To keep the address in the
entry above, write `<…>` around it, or words before it on its line. Tags end an entry.
"""
