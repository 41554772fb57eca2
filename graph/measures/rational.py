"""Exact numbers in, exact numbers out: how the measures read quantities."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real

__all__ = [
    "Number",
    "Quantity",
    "exact",
    "is_exact",
    "shown",
    "square_root",
    "total",
    "total_of",
    "unit",
]

Quantity = int | float | Fraction | Decimal | str
"""What a caller may give: a text such as "0.8" or "4/5" is read as the exact number it spells."""

Number = Fraction | float
"""What a measure gives back: a Fraction where everything given was exact, else a float."""


def is_exact(value: Quantity) -> bool:
    """Say whether a quantity is exact: whole number, fraction, decimal or text, but no float.

    Examples
    --------
    >>> is_exact("0.8"), is_exact(0.8)
    (True, False)
    """
    return type(value) is Fraction or isinstance(value, Rational | Decimal | str)


def exact(value: Quantity, what: str = "the number") -> Fraction:
    """Return a quantity as the fraction it stands for; of a float its exact binary value.

    Sums of such fractions do not depend on the order of their terms, which is what makes every
    result the same whatever the bodies are called.

    Raises
    ------
    ValueError
        If it is no finite number; the message begins with `what`.

    Examples
    --------
    >>> exact("0.8"), exact(0.5)
    (Fraction(4, 5), Fraction(1, 2))
    """
    if type(value) is Fraction:  # as most are that are read from tables
        return value
    try:
        if isinstance(value, Rational | Decimal | str):
            return Fraction(value)
        if isinstance(value, Real):
            return Fraction(float(value))
    except (ValueError, OverflowError, ZeroDivisionError):
        pass
    raise ValueError(f"{what} is {value!r}, which is not a finite number")


def unit(value: Quantity, what: str) -> Fraction:
    """Return a quantity between 0 and 1 as a fraction.

    Raises
    ------
    ValueError
        If it is no number or lies outside 0 to 1.

    Examples
    --------
    >>> unit("1/4", "strength")
    Fraction(1, 4)
    """
    number = exact(value, what)
    if not 0 <= number.numerator <= number.denominator:
        raise ValueError(f"{what} is {value!r}, which is not between 0 and 1")
    return number


def square_root(value: Fraction) -> tuple[Fraction, bool]:
    """Return the root of a non-negative fraction, and whether it is exact.

    It is exact where numerator and denominator are perfect squares; else it is the nearest float.

    Examples
    --------
    >>> square_root(Fraction(9, 4))
    (Fraction(3, 2), True)
    >>> square_root(Fraction(2))[1]
    False
    """
    top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
    if top * top == value.numerator and bottom * bottom == value.denominator:
        return Fraction(top, bottom), True
    return Fraction(math.sqrt(value)), False


def shown(value: Fraction, exactly: bool) -> Number:
    """Return a result as it is, or as the nearest float where something given was a float.

    Examples
    --------
    >>> shown(Fraction(1, 4), True), shown(Fraction(1, 4), False)
    (Fraction(1, 4), 0.25)
    """
    return value if exactly else float(value)


def total(values: Iterable[Fraction]) -> Fraction:
    """Add fractions up; over a denominator at a time, as each sum of two would be reduced anew.

    Examples
    --------
    >>> total([Fraction(1, 2), Fraction(1, 3), Fraction(1, 2)])
    Fraction(4, 3)
    """
    return total_of((value, 1) for value in values)


def total_of(counted: Iterable[tuple[Fraction, int]], units: int = 1) -> Fraction:
    """Add fractions up, each so many times, and divide by a whole number.

    Examples
    --------
    >>> total_of([(Fraction(1, 2), 3), (Fraction(1, 3), 1)], units=2)
    Fraction(11, 12)
    """
    tops: dict[int, int] = {}
    for value, count in counted:
        bottom = value.denominator
        tops[bottom] = tops.get(bottom, 0) + value.numerator * count
    parts = [Fraction(top, bottom * units) for bottom, top in tops.items()]
    return parts[0] if len(parts) == 1 else sum(parts, Fraction(0))
