"""How pages are shared out."""

from __future__ import annotations

import pytest

from weeknotes.pages.common.views import WHOLE, Page, TextView
from weeknotes.rendering.produce import shares_of


def page(number: int, when: int = WHOLE) -> Page:
    return Page.of(str(number), "", b"", TextView, "", when=when)


@pytest.mark.parametrize(
    ("whole", "some"), [(0, 0), (1, 0), (3, 250), (40_000, 10), (10, 40_000), (5_000, 1_500_000)]
)
def test_all_pages_are_shared_out_in_shares_that_a_pipe_can_hold(whole: int, some: int) -> None:
    """A site may hold any number of pictures and redirections, which are pages as well."""
    pages = [page(n) for n in range(whole)] + [page(n, n) for n in range(some)]
    large, small = shares_of(pages)
    assert len(large) + len(small) <= 16_000
    assert all(large)
    assert all(small)
    assert [one for share in large for one in share] == pages[:whole]
    assert [one for share in small for one in share] == pages[whole:][::-1]


def test_what_shows_the_whole_site_is_made_page_by_page() -> None:
    large, small = shares_of([page(1), *(page(n, n) for n in range(150)), page(2)])
    assert [len(share) for share in large] == [1, 1]
    assert [len(share) for share in small] == [100, 50]
