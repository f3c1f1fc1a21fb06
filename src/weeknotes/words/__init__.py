"""The words of the interface: one table a language.  A new language is a file here and a line in LANGUAGES."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from weeknotes.words.en import ENGLISH
from weeknotes.words.ko import KOREAN
from weeknotes.words.table import ChartWords, SearchWords, SubscribeWords, Words

__all__ = ["ENGLISH", "KOREAN", "LANGUAGES", "ChartWords", "SearchWords", "SubscribeWords", "Words"]

LANGUAGES: Final[Mapping[str, Words]] = MappingProxyType({"ko": KOREAN, "en": ENGLISH})
