"""How many worker processes the rules run in."""

from __future__ import annotations

import os

__all__ = ["MUNICIPALITIES_EACH", "SETTING", "worker_count"]

SETTING = "MELLANRUM_WORKERS"
# A process takes a second or so to start, and dividing the quads stays here: with two processes, 30
# municipalities took longer than in one.
MUNICIPALITIES_EACH = 50


def worker_count(municipalities: int) -> int:
    """Return how many processes to use; one means this process.

    One, unless the environment variable ``MELLANRUM_WORKERS`` says ``auto`` (as many as there are
    cores and work for) or a number. It is not the default, since a process started on Windows and
    macOS first reads the main program anew, and a script that is not made for that would run
    twice. The command line is, and sets ``auto``.
    """
    setting = os.environ.get(SETTING, "1").strip().lower()
    if setting == "auto":
        return max(1, min(os.cpu_count() or 1, municipalities // MUNICIPALITIES_EACH))
    return max(1, min(int(setting), municipalities)) if setting.isdecimal() else 1
