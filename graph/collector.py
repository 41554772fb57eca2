"""Pause Python's garbage collector while many objects are made that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector, and put it back as it was.

    Quads and indexes hold no cycles, so that it would only go through them again and again, the
    more the more there are: nearly half the time of deriving and dividing one municipality.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
