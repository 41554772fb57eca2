"""The shell of every page: one file, no request, nothing run but what its own hash allows."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from mellanrum.export.anatomy_marks import ANATOMY_MARKS
from mellanrum.export.item_marks import item_marks
from mellanrum.export.pages.palette import DARK, LIGHT
from mellanrum.ontology.assets import read_asset
from mellanrum.ontology.errors import ExportError, Location, Problem
from mellanrum.ontology.language import Language, Text

__all__ = ["Inline", "asset", "checked_link", "environment", "render_page", "safe_json"]

_FOLDER = "templates"
_PAGES = ("index", "map", "report", "other_language")
SKIP = Text("Hoppa till innehållet", "Skip to the content")
# What would end, or change how a browser reads, an element whose content is not escaped.
_BREAKS_OUT = re.compile(r"</(script|style)|<!--", re.IGNORECASE)
_SAFE_LINK = re.compile(r"(?!//)(https://|[^:/?#\\]*([/?#]|$))", re.IGNORECASE)
_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


class Inline(str):
    """The text of a script or style sheet itself, where a name of one is expected."""

    __slots__ = ()


@cache
def asset(name: str) -> str:
    """Return the text of a template, style sheet or script of this room.

    A style sheet takes its shared colours, the look of each mark of items and the shape of each
    sign of the anatomy from their place.
    """
    text = read_asset("export", _FOLDER, name)
    if not name.endswith(".css"):
        return text
    sheet = environment().overlay(autoescape=False).from_string(text)
    marks = item_marks().values()
    return sheet.render(light=LIGHT, dark=DARK, marks=marks, signs=ANATOMY_MARKS)


def safe_json(data: object) -> Markup:
    """Return data as JSON that may stand inside a script element.

    Examples
    --------
    >>> safe_json("</script>")
    Markup('"\\\\u003c/script\\\\u003e"')
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.translate(_ESCAPES))


def render_page(
    template: str,
    language: Language,
    *,
    scripts: tuple[str, ...] = (),
    styles: tuple[str, ...] = (),
    data: object | None = None,
    **context: object,
) -> str:
    """Render a template to the text of a page that needs nothing else.

    Scripts and styles, named as among the templates or `Inline`, go in as elements of their own,
    and the content security policy of the page holds their hashes: attributes ``style`` and
    ``on…`` are dead on it. Scripts read the `data` as JSON in the element ``#data``. The addresses
    in ``links`` that are not given are the empty string in the template.

    Raises
    ------
    ExportError
        If a script or style sheet would end its own element, or a link leads to something other
        than a file beside the page or an https address.
    """
    script_texts, style_texts = _texts(scripts), _texts(styles)
    links = context.pop("links", None) or {}
    assert isinstance(links, Mapping)
    return (
        environment()
        .get_template(template)
        .render(
            language=language,
            skip=SKIP.pick(language),
            policy=_policy(script_texts, style_texts),
            scripts=[Markup(text) for text in script_texts],
            styles=[Markup(text) for text in style_texts],
            data=None if data is None else safe_json(data),
            links=dict.fromkeys(_PAGES, "") | {key: checked_link(a) for key, a in links.items()},
            **context,
        )
    )


@cache
def environment() -> Environment:
    """Return the templates, with escaping on."""
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(asset),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _texts(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_embeddable(item if isinstance(item, Inline) else asset(item)) for item in given)


def _embeddable(text: str) -> str:
    """Return a script or style sheet with the line endings that a browser hashes it with."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _BREAKS_OUT.search(text):
        raise _error(
            "unsafe-asset",
            "Ett skript eller en stilmall innehåller text som avslutar sitt eget element.",
            "A script or style sheet contains text that ends its own element.",
        )
    return text


def checked_link(address: str) -> str:
    """Return the address of a link where a page may lead there.

    Raises
    ------
    ExportError
        If it is neither a place on the page, a file beside it nor an https address.
    """
    if not _SAFE_LINK.match(address):
        raise _error(
            "unsafe-link",
            "En länk leder varken till en fil bredvid sidan eller till en https-adress.",
            "A link leads neither to a file beside the page nor to an https address.",
        )
    return address


def _error(code: str, swedish: str, english: str) -> ExportError:
    return ExportError(Problem(Location(), code, Text(swedish, english)))


def _policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """Return the content security policy; see https://www.w3.org/TR/CSP3/."""
    rules = {
        "default-src": "'none'",
        "script-src": _hashes(scripts),
        "style-src": _hashes(styles),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if scripts:
        rules["require-trusted-types-for"] = "'script'"
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hashes(texts: tuple[str, ...]) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests) or "'none'"
