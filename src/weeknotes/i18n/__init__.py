"""The words of the interface: one table a language.  A new language is a file here and a line in
LANGUAGES."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from weeknotes.i18n.en import ENGLISH
from weeknotes.i18n.ko import KOREAN
from weeknotes.i18n.table import ChartWords, SearchWords, SubscribeWords, Words

__all__ = ["ENGLISH", "KOREAN", "LANGUAGES", "ChartWords", "SearchWords", "SubscribeWords", "Words"]

LANGUAGES: Final[Mapping[str, Words]] = MappingProxyType({"ko": KOREAN, "en": ENGLISH})
