"""Let the tests of this folder use the browser."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = str(Path(__file__).parent)
if HERE not in sys.path:
    sys.path.insert(0, HERE)

from browser import chromium, open_page  # noqa: E402

__all__ = ["chromium", "open_page"]
