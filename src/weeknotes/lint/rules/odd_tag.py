"""A line of tags contains something that is not a tag.

Reported while reading: words between hashtags, or signs without letters. The hashtags are read,
and the other words are shown as text. But if the next line is text, the whole line of tags is text.
A line `# one #two` right below text is reported too: it is read as a heading, but may be tags.

Why: a tag with a space loses its second word.

Example:

    #multi agent #llm

How to fix: write one word, `#multi-agent` or `#multi_agent`. If the word is not part of a tag,
move it into the text above.
"""
