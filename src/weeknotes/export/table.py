"""Write the entries of a site as CSV, for spreadsheets."""

import csv
import io

from weeknotes.model import Entry, Site, Week

_COLUMNS = (
    "week",
    "published",
    "paper",
    "citation_key",
    "title",
    "authors",
    "addresses",
    "tags",
    "text",
    "path",
)
_BYTE_ORDER_MARK = "\ufeff"
"""Without this mark, Excel does not recognize UTF-8."""
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""Characters that begin a formula.  In East Asian versions of a spreadsheet, full-width signs also
begin a formula."""


def entries_csv(site: Site) -> str:
    """One row for each entry.  Authors are joined by `; `, addresses and tags by spaces."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for week in site.weeks:
        for entry in week.entries:
            cells = _row(site, week, entry)
            rows.writerow(map(_not_a_formula, cells))
    return _BYTE_ORDER_MARK + file.getvalue()


def _row(site: Site, week: Week, entry: Entry) -> tuple[str, ...]:
    return (
        week.id,
        week.published.isoformat() if week.published else "",
        entry.paper,
        site.papers[entry.paper].metadata.citation_key,
        entry.title,
        "; ".join(author.name for author in entry.authors),
        " ".join(address.url for address in entry.addresses),
        " ".join(f"#{tag.key}" for tag in entry.tags),
        entry.note.text,
        f"{week.href}#{entry.anchor}",
    )


def _not_a_formula(cell: str) -> str:
    """The cell, with a `'` in front if a spreadsheet would evaluate it as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
