"""Files that ship inside the package, read through importlib.resources."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["list_assets", "read_asset"]


def read_asset(room: str, *parts: str) -> str:
    """Return the text of a file that ships with one of the rooms.

    Parameters
    ----------
    room : str
        ``ontology``, ``graph``, ``queries`` or ``export``.
    *parts : str
        Path inside the room.

    Raises
    ------
    FileNotFoundError
        If the room has no such file.
    """
    return files(f"mellanrum.{room}").joinpath(*parts).read_text(encoding="utf-8")


def list_assets(room: str, *parts: str, suffix: str = "") -> tuple[str, ...]:
    """Return the sorted names of the files in a folder of a room."""
    folder = files(f"mellanrum.{room}").joinpath(*parts)
    return tuple(sorted(item.name for item in folder.iterdir() if item.name.endswith(suffix)))
