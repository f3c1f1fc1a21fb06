"""How pages are shared out."""

from __future__ import annotations

import pytest

from weeknotes.produce import shares_of
from weeknotes.views import WHOLE, Page, TextView


def page(number: int, when: int = WHOLE) -> Page:
    return Page.of(str(number), "", b"", TextView, "", when=when)


@pytest.mark.parametrize(("whole", "some"), [(0, 0), (1, 0), (3, 250), (40_000, 10), (10, 40_000), (5_000, 1_500_000)])
def test_all_pages_are_shared_out_in_shares_that_a_pipe_can_hold(whole: int, some: int) -> None:
    """A site may hold any number of pictures and redirections, which are pages as well."""
    pages = [page(n) for n in range(whole)] + [page(n, n) for n in range(some)]
    shares = shares_of(pages)
    assert len(shares) <= 16_000
    assert all(shares)
    made = [one for share in shares for one in share]
    assert made[:whole] == pages[:whole]
    assert made[whole:] == pages[whole:][::-1]


def test_what_shows_the_whole_site_is_made_page_by_page() -> None:
    assert [len(share) for share in shares_of([page(1), *(page(n, n) for n in range(150)), page(2)])] == [1, 1, 100, 50]
