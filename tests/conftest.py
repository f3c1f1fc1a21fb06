"""Hypothesis profiles: no deadlines, because machines differ in speed; on CI the same examples each
time, elsewhere new ones."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
