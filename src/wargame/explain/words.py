"""Words: figures, names and lists as people read them."""

import re
from collections.abc import Mapping, Sequence
from math import floor, log10

ARTICLE = ("United", "Netherlands")  # states' names that English gives an article


def figure(x: float) -> str:
    """A figure as people read it: three significant digits, thousands apart, `52 100`."""
    if x == 0:
        return "0"
    places = 2 - floor(log10(abs(x)))
    text = f"{round(x, places):,.{max(0, places)}f}".replace(",", " ")
    return text.rstrip("0").rstrip(".") if "." in text else text


PERCENT = ("share", "0..1", "probability")  # units that are told as percentages
BARE = ("ratio", "index", "count", "rung", "units", "0 or 1")  # units that go without saying


def amount(x: float, unit: str) -> str:
    """A figure with its unit as people read it, `75 %`, `EUR 4.5 bn`."""
    if unit in PERCENT:
        return f"{figure(100.0 * x)} %"
    if unit.endswith(" bn"):
        return f"{unit.removesuffix(' bn')} {figure(x)} bn"
    if unit == "men":
        return f"{figure(float(round(x)))} men"
    return figure(x) if unit in BARE else f"{figure(x)} {unit}".strip()


def men(thousands: float) -> str:
    """A number of men given in thousands."""
    return figure(float(round(thousands * 1000.0, -1)))


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1] if words else "")))


def the(name: str) -> str:
    """A state's name inside a sentence."""
    return f"the {name}" if name.startswith(ARTICLE) else name


def renamed(text: str, real: Mapping[str, str], shown: Mapping[str, str]) -> str:
    """A sentence of the scenario with the names that are shown, the invented ones where they are asked for."""
    known = {word: shown[key] for key, old in real.items() if shown.get(key, old) != old for word in (key, old)}
    if not known:
        return text
    longest = sorted(known, key=len, reverse=True)
    return re.sub(rf"\b({'|'.join(map(re.escape, longest))})(?!\w)", lambda found: known[found[1]], text)
