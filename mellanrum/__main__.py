"""Run the command line as ``python -m mellanrum``."""

from __future__ import annotations

from mellanrum.cli import main

if __name__ == "__main__":
    main()
