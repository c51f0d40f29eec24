"""The end: how it ended, how far each seat got, where it turned, and what can be done now."""

from typing import TYPE_CHECKING

from wargame.errors import WargameError
from wargame.explain import KINDS, amount, figure, outcome
from wargame.ui import theme as look
from wargame.ui.kit import Column, Ui
from wargame.ui.time.keys import KeySheet

if TYPE_CHECKING:
    from wargame.exercise.aims import Reached
    from wargame.ui.app import Screen
    from wargame.ui.screens.table import TableScreen

LEAST, TURNS = 760, 5  # pixels of a window from where on there are two columns; turning points that are told


class Ending:
    """The screen after the last turn."""

    def __init__(self, table: "TableScreen") -> None:
        """Of the campaign on a table."""
        self._table, self._quit = table, False
        session = table.session
        self._outcome = outcome(session.worlds, session.scenario.dates)
        self._over = session.stage == "over" or table.replay
        everything = self._over or table.seat is None  # who plays sees no further than the own seat before the end
        seats = session.scenario.seats if everything else [str(table.seat)]
        self._aims = {seat: aims for seat in seats if (aims := session.aims(seat))}
        self._turning = session.turning_points(TURNS) if everything else []
        self._told, self._keys = "", KeySheet()

    @property
    def moving(self) -> bool:
        """Nothing moves any more."""
        return False

    def leave(self) -> None:
        """Close the record."""
        self._table.leave()

    def draw(self, ui: Ui) -> "Screen | None":
        """Draw it; returns where the buttons lead."""
        area = ui.surface.get_rect().inflate(-ui.theme.px(24), -ui.theme.px(24))
        following: Screen | None = self
        with ui.column(area, "ending", f"{self._table.title}: {'the end' if self._over else 'so far'}") as c:
            c.text(f"{KINDS[self._outcome.kind]} (since {self._outcome.since}).", bold=True)
            following = self._buttons(c)
            wide = ui.surface.get_width() >= ui.theme.px(LEAST)
            left, right = c.row(2) if wide else (c, c)
            self._reached(left)
            self._turned(right)
        self._keys.draw(ui)
        return following

    def _buttons(self, c: Column) -> "Screen | None":
        table = self._table
        one, two, three, four, five = c.row(5) if c.rect.w > c.ui.theme.px(700) else [*c.row(2), *c.row(2), c]
        can, played = self._over or table.seat is None, table.session.turn > 0
        why = "One page for the debrief, beside the record" if can else "It tells what every seat knew: for the end"
        if one.button("Report", key="r", enabled=can and played, primary=True, hint=why):
            self._report()
        if two.button("Look back", key="l", hint="Back to the table"):
            if self._over:
                table.sit(None)
            return table
        if three.button("New game", key="n", hint="Back to the start"):
            from wargame.ui.screens.start import Start

            table.leave()
            return Start(folder=table.session.path.parent)
        if four.button("Quit", key="q", hint="Close the window; the record is kept"):
            return None
        if five.button("Keys", key="?", hint="The keys of this screen"):
            self._keys.open(c.ui)
        if self._told:
            c.text(self._told)
        c.text(f"Record: {table.session.path}", muted=True)
        return self

    def _report(self) -> None:
        """The page for the debrief."""
        from wargame.report.review.page import free, html, review, written

        table = self._table
        try:
            path = written(html(review(table.session.path, table.fictional)), free(table.session.path))
        except WargameError as error:
            self._told = str(error)
        else:
            self._told = f"The page for the debrief: {path.absolute()}"

    def _reached(self, c: Column) -> None:
        c.heading("How far each seat got" if len(self._aims) > 1 else "How far you got")
        session = self._table.session
        people = [seat for seat in self._aims if seat in session.people]
        for seat in [*people, *(seat for seat in self._aims if seat not in people)]:
            c.text(f"{self._table.names[seat]} ({session.seats[seat]})", bold=True)
            for aim in self._aims[seat]:
                if aim.met is None:
                    c.pair(self._table.told(aim.aim.text), "the table judges")
                    continue
                share = "" if aim.met or aim.share is None else f", {figure(100.0 * aim.share)} % of the way"
                value = f"{'reached' if aim.met else 'missed'}: {_figure(aim)}{share}"
                c.pair(self._table.told(aim.aim.text), value, colour=look.GOOD if aim.met else look.WARNING)

    def _turned(self, c: Column) -> None:
        if self._turning:
            c.heading("Where it turned")
        session = self._table.session
        for point in self._turning:
            c.text(f"Turn {point.turn}, {session.scenario.dates[point.turn]}", bold=True)
            for cause in point.causes:
                c.text(f"– {cause.text}")


def _figure(aim: "Reached") -> str:
    """What an aim's measure came to, in its unit."""
    return amount(aim.now or 0.0, aim.unit)
