"""Single values: what an unquoted word means, and how a fault quotes a value."""

from __future__ import annotations

import math
import re

Scalar = str | int | float | bool | None

_SHOWN = 40  # characters of a wrong value that a fault quotes
_LONGEST_NUMBER = 500  # characters of a number; much longer ones Python itself refuses to read or to write out

_WORDS: dict[str, bool | None] = dict.fromkeys(("", "~", "null", "Null", "NULL"))
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True)
_WORDS |= dict.fromkeys(("false", "False", "FALSE"), False)
_INT = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN")


def resolve(text: str) -> Scalar:
    """What an unquoted word means in the core schema of YAML 1.2: NO is Norway and 12:30:00 is text.

    Infinities, NaN and integers too long to hold all come back as a number that is not finite.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "-+.0123456789":
        return text
    if _INT.fullmatch(text):
        return int(text) if len(text) <= _LONGEST_NUMBER else math.inf
    if _BASED.fullmatch(text):
        return int(text, 0) if len(text) <= _LONGEST_NUMBER else math.inf
    if _FLOAT.fullmatch(text):
        return float(text)
    return math.inf if _ENDLESS.fullmatch(text) else text


def show(value: object) -> str:
    """A wrong value as a fault quotes it, cut short."""
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, dict):
        return "a mapping"
    return cut(repr(value[: _SHOWN + 1] if isinstance(value, (str, list)) else value))


def cut(text: str) -> str:
    """Text no longer than a fault quotes."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
