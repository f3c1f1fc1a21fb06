"""An entry has the addresses of two papers.

Finds entries with addresses of two papers, unless an alias joins the papers.

Why: only the page of the first paper shows the entry. Two archives, such as arXiv and OpenReview,
may have the same paper. The build cannot know this from the addresses. So another entry with the
second address would get another page.

Example:

    https://arxiv.org/abs/2304.07880
    https://openreview.net/forum?id=abc

How to fix: if both are one paper, set `paper_aliases: {"https://openreview.net/forum?id=abc":
"https://arxiv.org/abs/2304.07880"}`. If the addresses are of two papers, write an entry for each
paper, or set this rule to off.
"""

from weeknotes.config.settings import FILE_NAME
from weeknotes.identifiers import Kind, identify
from weeknotes.lint.context import Findings, LintContext
from weeknotes.parsing.result import RawEntry, Text
from weeknotes.text.messages import msg


def find(context: LintContext) -> Findings:
    for week, entry in context.entries:
        papers = _papers(context, entry)
        if len(papers) < 2:
            continue
        first, *others = papers
        # Two identifiers in one archive always mean two papers.
        distinct = [key for key in others if _archive(key) == _archive(first)]
        if distinct:
            message = msg(
                "this entry has the addresses of several papers ({papers}); only the page of"
                " {first} shows the entry",
                papers=", ".join((first, *distinct)),
                first=first,
            )
            hint = msg(
                "write an entry for each paper, or link to the other papers from the text"
            )
            yield context.finding(week, papers[distinct[0]].span, message, hint)
        for key in others:
            if key not in distinct:
                message = msg(
                    "this entry has the addresses of {first} and {key}, which may be one paper",
                    first=first,
                    key=key,
                )
                hint = msg(
                    "if both are the same paper, set in {file}: paper_aliases: {{{key}: {first}}}."
                    " If not, write an entry for each paper",
                    file=FILE_NAME,
                    key=key,
                    first=first,
                )
                yield context.finding(week, papers[key].span, message, hint)


def _papers(context: LintContext, entry: RawEntry) -> dict[str, Text]:
    """The addresses of papers in an entry, by key."""
    papers: dict[str, Text] = {}
    for url in entry.urls:
        resource = identify(url.text)
        if resource.kind is Kind.PAPER:
            key = context.aliases.papers.get(resource.key, resource.key)
            papers.setdefault(key, url)
    return papers


def _archive(key: str) -> str:
    return key.partition(":")[0]
