"""The script of the map: its modules joined into one, each after those that it needs."""

from __future__ import annotations

import re
from functools import cache

from mellanrum.ontology.assets import read_asset

__all__ = ["joined_script"]

# What the modules may use of the module syntax: named imports from files beside them, and
# `export` before a `const`. Anything else is refused, so that nothing is joined wrongly.
_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./([\w-]+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(import|export)\b.*$", re.MULTILINE)


@cache
def joined_script(first: str = "main.js") -> str:
    """Return a module and all that it needs as one script.

    Each module becomes a function that is called once, so that names within it stay its own.

    Raises
    ------
    ValueError
        If modules need each other in a circle, ask for what is not exported, or use module syntax
        other than named imports and exported constants.
    """
    done: dict[str, str] = {}
    exported: dict[str, set[str]] = {}
    _join(first, done, exported, ())
    return '"use strict";\n(() => {\n' + "\n".join(done.values()) + "\n})();\n"


def _join(
    name: str, done: dict[str, str], exported: dict[str, set[str]], waiting: tuple[str, ...]
) -> None:
    if name in waiting:
        raise ValueError(f"modules need each other: {' > '.join((*waiting, name))}")
    if name in done:
        return
    source = read_asset("export", "script", name)
    for names, needed in _IMPORT.findall(source):
        _join(needed, done, exported, (*waiting, name))
        unknown = set(names.split(", ")) - exported[needed]
        if unknown:
            raise ValueError(f"{name}: {needed} does not export {', '.join(sorted(unknown))}")
    exported[name] = set(_EXPORT.findall(source))
    done[name] = _wrapped(name, source, sorted(exported[name]))


def _wrapped(name: str, source: str, exports: list[str]) -> str:
    body = _IMPORT.sub(lambda m: f"const {{ {m[1]} }} = {_variable(m[2])};", source)
    body = _EXPORT.sub("", body)
    other = _OTHER.search(body)
    if other:
        raise ValueError(f"{name}: cannot join {other[0]!r}")
    lines = (line for line in body.splitlines() if line and not line.lstrip().startswith("// "))
    inner = "\n".join(lines)
    return (
        f"const {_variable(name)} = (() => {{\n{inner}\nreturn {{ {', '.join(exports)} }};\n}})();"
    )


def _variable(name: str) -> str:
    return "of_" + re.sub(r"\W", "_", name.removesuffix(".js"))
