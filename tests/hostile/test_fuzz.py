"""One round of the fuzzer, which searches for more with `python -m tests.hostile.fuzz MINUTES`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import strategies as st

from tests.hostile.fuzz import LAWS, tried

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("law", "texts"), LAWS, ids=[law.__name__ for law, _ in LAWS]
)
def test_no_text_violates_a_law(
    law: Callable[[str], None], texts: st.SearchStrategy[str]
) -> None:
    tried(law, texts, 1, Counter())
