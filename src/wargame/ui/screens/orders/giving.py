"""Orders laid ready and not committed: laid, refused with the reason, told as rows."""

from typing import TYPE_CHECKING

from wargame.explain.orders import TITLES, subject, whom
from wargame.orders import parted
from wargame.ui.screens.orders.amounts import Scale

if TYPE_CHECKING:
    from wargame.ui.screens.table import TableScreen


def lay(table: "TableScreen", *lines: str) -> bool:
    """Lay orders ready as one change; says why where one is refused."""
    assert table.seat is not None
    refused = table.session.give(table.seat, *lines)
    table.say(f"Refused: {refused}" if refused else "Laid ready", wrong=refused is not None)
    return refused is None


def laid(table: "TableScreen") -> dict[tuple[str, str], float]:
    """Amounts laid ready, by kind and target; offers have none."""
    assert table.seat is not None
    found = {}
    for line in table.session.staged(table.seat):
        about, amount = parted(line)
        words = about.split(maxsplit=3)
        if words[1] != "offer":
            found[words[1], " ".join(words[2:])] = amount
    return found


def row(line: str, table: "TableScreen") -> list[str]:
    """An order as a row: what, about whom, how much."""
    words = line.split(maxsplit=3)
    if words[1] == "offer":
        return ["Table an offer", whom(words[2], table.names), ""]
    about, amount = parted(line)
    _, kind, *target = about.split()
    where = whom(" ".join(target), table.names)
    if kind in ("vote", "restore"):
        return ["Vote", where, "for" if amount > 0.0 else "against"]
    if kind == "answer":
        return ["Answer", where, "accept" if amount > 0.0 else "counter" if amount > -1.0 else "refuse"]
    where = subject(kind, words[0], " ".join(target), table.session.scenario.board, table.names)
    unit = next((order.unit for order in table.possible if order.kind == kind), "")
    return [TITLES.get(kind, kind), where, Scale.of(unit, 0.0, 1.0).told(amount)]
