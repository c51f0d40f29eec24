"""Short codes of seats and regions: ids, or letters of the names where the names are invented ones."""

from collections.abc import Collection, Mapping


def codes(real: Mapping[str, str], shown: Mapping[str, str]) -> dict[str, str]:
    """The code of every seat and region, by id: what is drawn where a name has no room."""
    taken: set[str] = set()
    found = {}
    for id, name in shown.items():
        found[id] = id if name == real.get(id) else _letters(name, taken)
        taken.add(found[id])
    return found


def _letters(name: str, taken: Collection[str]) -> str:
    """A code of a name: its number where it ends in one, else letters that no other name has."""
    words = name.split()
    if words[-1].isdigit() and len(words) > 1:
        return f"{words[0][:3].upper()} {words[-1]}"
    letters = "".join(letter for letter in name.upper() if letter.isalpha())
    tries = [letters[:3], *(letters[:2] + letter for letter in letters[3:]), *(f"{letters[:2]}{n}" for n in range(99))]
    return next(code for code in tries if code not in taken)
