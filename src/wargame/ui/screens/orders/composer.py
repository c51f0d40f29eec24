"""Orders put together: a group, a kind, whom it is about, how much, what it costs; by map or from the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wargame.explain import men
from wargame.explain.orders import GROUPS, MEANINGS, TITLES, subject
from wargame.ui.kit import Column
from wargame.ui.screens.lists import windowed
from wargame.ui.screens.orders.amounts import YES_OR_NO, Scale
from wargame.ui.screens.orders.cost import cost
from wargame.ui.screens.orders.giving import laid, lay
from wargame.ui.screens.orders.purse import Purse

if TYPE_CHECKING:
    from wargame.exercise.possible import Possible
    from wargame.ui.screens.table import TableScreen

BY_REGION = ("effort", "attack", "withdraw")
Orders = Sequence["Possible"]


@dataclass
class Composer:
    """An order being put together."""

    group: int = 0
    kind: int = 0
    target: int = 0
    amounts: dict[tuple[str, str], float] = field(default_factory=dict)  # as shown, by kind and target
    _region: str | None = None

    def draw(self, c: Column, table: "TableScreen") -> None:
        """Draw it, where there is anything to put together."""
        groups = _groups(table)
        if not groups:
            return
        if table.region != self._region:  # somebody chose a region on the map: what can be ordered there comes first
            self._region, self.group, self.kind, self.target = table.region, 0, 0, 0
        names = list(groups)
        if len(names) > 1 or names[0] not in GROUPS:
            chosen = c.tabs(names, min(self.group, len(names) - 1), "groups")
            if chosen != self.group:
                self.group, self.kind, self.target = chosen, 0, 0
        kinds = groups[names[min(self.group, len(names) - 1)]]
        told = list(kinds)
        before = self.kind
        self.kind = c.choice("Order", [TITLES[kind] for kind in told], min(self.kind, len(told) - 1))
        self.target = self.target if self.kind == before else 0
        kind = told[self.kind]
        c.text(MEANINGS[kind], muted=True)
        self._amount(c, table, kinds[kind])

    def _amount(self, c: Column, table: "TableScreen", orders: Orders) -> None:
        purse = table.purse
        self.target = min(self.target, len(orders) - 1)
        order = orders[self.target]
        where = _about(order, table)
        if order.unit in YES_OR_NO:
            self._done_or_not(c, table, order, where)
        else:
            scale = Scale.of(order.unit, order.least, order.most)
            now = self._now(table, order, scale, purse)
            shown = c.slider(where, now, scale.least, scale.most, scale.step, scale.unit)
            self.amounts[order.kind, order.target] = shown
            if told := cost(purse, order.kind, order.target, scale.ordered(shown)):
                c.text(told)
            if c.button("Give the order", key="g", hint="Lay the order ready; it can be undone until you commit"):
                _give(table, order, scale.ordered(shown), purse)
        if len(orders) > 1:
            self._targets(c, table, orders, purse)

    def _done_or_not(self, c: Column, table: "TableScreen", order: "Possible", where: str) -> None:
        c.text(where, bold=True)
        if order.least < 0.0:
            yes, no = c.row(2)
            if no.button("Take it back", hint="Withdraw it"):
                lay(table, order.line(-1.0))
        else:
            yes = c
        if yes.button("Give the order", key="g", hint="Lay the order ready; it can be undone until you commit"):
            lay(table, order.line(1.0))

    def _now(self, table: "TableScreen", order: "Possible", scale: Scale, purse: Purse) -> float:
        """What the slider shows: what was set, what is laid ready, where things stand, or a half."""
        key = (order.kind, order.target)
        if key in self.amounts:
            return self.amounts[key]
        ready = laid(table).get(key)
        if ready is not None:
            return ready * scale.factor
        if order.kind == "effort":
            return round(purse.placed.get(order.target, 0.0) * scale.factor, 1)
        return 0.0 if order.least < 0.0 else round(scale.most / 2.0 / scale.step) * scale.step

    def _targets(self, c: Column, table: "TableScreen", orders: Orders, purse: Purse) -> None:
        """The list of whom the order can be about, a window of it."""
        ready = laid(table)
        men_there = orders[0].kind in BY_REGION

        def row(k: int) -> list[str]:
            order = orders[k]
            amount = ready.get((order.kind, order.target))
            told = "" if amount is None else Scale.of(order.unit, order.least, order.most).told(amount)
            here = [men(purse.men_in(order.target))] if men_there else []
            return [_about(order, table), *here, told]

        head = ["Where" if men_there else "About", *(["men there"] if men_there else []), "ordered"]
        self.target = windowed(c, head, len(orders), row, self.target, "targets")


def _groups(table: "TableScreen") -> dict[str, Mapping[str, Orders]]:
    """What can be ordered by group and kind; what concerns the chosen region first."""
    by_kind: dict[str, list[Possible]] = {}
    for order in table.possible:
        if order.kind in TITLES:
            by_kind.setdefault(order.kind, []).append(order)
    purse = table.purse
    for kind in BY_REGION:
        by_kind.get(kind, []).sort(key=lambda order: -purse.men_in(order.target))
    groups: dict[str, Mapping[str, Orders]] = {}
    if table.region is not None:
        here = {
            kind: near
            for kind, orders in by_kind.items()
            if (near := [o for o in orders if table.region in _places(o)])
        }
        if here:
            groups[f"Here: {table.names[table.region]}"] = here
    for group, kinds in GROUPS.items():
        there = {kind: by_kind[kind] for kind in kinds if kind in by_kind}
        if there:
            groups[group] = there
    return groups


def _about(order: "Possible", table: "TableScreen") -> str:
    return subject(order.kind, order.seat, order.target, table.session.scenario.board, table.names)


def _places(order: "Possible") -> list[str]:
    """The regions that an order is about; a bridge is named by its two."""
    return order.target.replace("--", ":").split(":")


def _give(table: "TableScreen", order: "Possible", amount: float, purse: Purse) -> None:
    lines = [order.line(amount)]
    if order.kind == "effort" and not any(kind == "effort" for kind, _ in laid(table)):
        lines = [*_as_it_stands(table, order, purse), *lines]
    lay(table, *lines)


def _as_it_stands(table: "TableScreen", order: "Possible", purse: Purse) -> list[str]:
    """Lines that place the rest of the force where it stands, as far as it can stay there.

    Forces are placed as a whole: a region of which nothing is said is left. So who moves some keeps the others.
    """
    may = {other.target: other for other in table.possible if other.kind == "effort"}
    return [
        may[region].line(round(min(share, may[region].most), 4))
        for region, share in purse.placed.items()
        if region in may and region != order.target
    ]
