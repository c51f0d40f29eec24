"""Taking things out: the board as a picture or a film, a graph, the page for the debrief; all beside the record."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pygame

from wargame.errors import WargameError
from wargame.measures import BY_NAME, value
from wargame.ui import theme as look
from wargame.ui.kit import Column, Ui
from wargame.ui.time import graph_file
from wargame.ui.time.compare import entity_of
from wargame.ui.time.film import KINDS, Film, picture
from wargame.ui.time.knowable import entities, kinds, knowable
from wargame.ui.time.picture import Painter
from wargame.ui.time.sheet import sheet
from wargame.ui.time.written import unused, written

if TYPE_CHECKING:
    from wargame.ui.screens.table import TableScreen

FILM = (960, 600)  # pixels
MOST = 8  # lines in a graph


@dataclass
class TakeOutSheet:
    """What is taken out, and a film in the making."""

    film: Film | None = None
    scale: float = 1.0  # of text in the window
    kind: int = 0
    measure: int = 0
    told: str = ""
    fault: str = ""

    @property
    def moving(self) -> bool:
        """Whether a film is in the making."""
        return self.film is not None

    def draw(self, ui: Ui, table: "TableScreen") -> bool:
        """Draw it; whether it stays open."""
        self.scale = ui.theme.scale
        with sheet(ui, "take-out", 560, "Take out") as c:
            if self.film is not None:
                self._filming(c, table, self.film)
                return True
            self._pictures(c, table)
            self._graph(c, table)
            self._page(c, table)
            c.heading("The record")
            c.text(str(table.session.path.absolute()))
            if self.told:
                c.text(self.told)
            if self.fault:
                c.text(self.fault, colour=look.WARNING)
            return not (c.button("Close") or ui.cancelled)

    def _pictures(self, c: Column, table: "TableScreen") -> None:
        c.heading("The board")
        one, double = c.row(2)
        if one.button("Picture as shown", primary=True):
            self._try(table, lambda: self._still(table, 1))
        if double.button("Picture, twice as fine"):
            self._try(table, lambda: self._still(table, 2))
        left, right = c.row(2)
        self.kind = left.choice("Film", list(KINDS), self.kind)
        right.space(18)
        if right.button(f"Film of turns 0 to {table.session.turn}"):
            self._try(table, lambda: self._film(table))

    def _graph(self, c: Column, table: "TableScreen") -> None:
        c.heading("A graph")
        series = knowable(table.session, table.seat)
        all_kinds = kinds(series)
        left, right = c.row(2)
        words = [kind.replace("_", " ") for kind in all_kinds]
        self.measure = left.choice("Measure", words, min(self.measure, len(words) - 1))
        right.space(18)
        if right.button("Graph as SVG"):
            self._try(table, lambda: self._lines(table, all_kinds[self.measure], series))

    def _page(self, c: Column, table: "TableScreen") -> None:
        c.heading("The debrief")
        can = table.seat is None or table.session.stage == "over"
        why = "" if can else "It tells what every seat knew and did: for the end, or for who sees everything"
        if c.button("Page for the debrief", enabled=can and table.session.turn > 0, hint=why):
            self._try(table, lambda: self._debrief(table))

    def _try(self, table: "TableScreen", make: Callable[[], Path | None]) -> None:
        """Make a file, and say where it went or why there is none."""
        self.told = self.fault = ""
        try:
            path = make()
        except WargameError as error:
            self.fault = str(error)
            return
        if path is not None:
            self.told = f"Written: {path.absolute()}"
            table.say(self.told)

    def _painter(self, table: "TableScreen", scale: float) -> Painter:
        return Painter(table.session, table.seat, table.board.view, scale)

    def _still(self, table: "TableScreen", times: int) -> Path:
        assert table.place is not None
        wide, high = table.place.board.size
        surface = self._painter(table, self.scale * times).paint(table.shown, (wide * times, high * times))
        path = unused(table.session.path, f"turn-{table.shown}", ".png")
        return written(path, lambda part: picture(surface).save(part, format="PNG"))

    def _film(self, table: "TableScreen") -> None:
        painter, kind = self._painter(table, 1.0), list(KINDS)[self.kind]
        path = unused(table.session.path, "film", KINDS[kind])
        self.film = Film(path, kind, table.session.turn, lambda turn: painter.paint(turn, FILM))

    def _filming(self, c: Column, table: "TableScreen", film: Film) -> None:
        c.text(f"{film.told} of {film.path.name}")
        share = len(film.pictures) / (film.turns + 1)
        rail = c.place(c.ui.theme.px(12))
        pygame.draw.rect(c.ui.surface, look.FAINT, rail, border_radius=rail.h // 2)
        pygame.draw.rect(c.ui.surface, look.ACCENT, (*rail.topleft, round(rail.w * share), rail.h), border_radius=6)
        if c.button("Stop") or c.ui.cancelled:
            self.film, self.told = None, "Stopped: no film was written."
            return
        self._try(table, film.go_on)
        if self.told or self.fault:
            self.film = None

    def _lines(self, table: "TableScreen", kind: str, series: list[str]) -> Path:
        session, measure = table.session, BY_NAME[kind]
        whose = self._telling(table, kind, entities(series, kind))
        lines = {
            entity_of(session, who) or kind.replace("_", " "): [
                float(np.asarray(value(world, "/".join(filter(None, (kind, who)))))[0]) for world in session.worlds
            ]
            for who in whose
        }
        path = unused(session.path, kind.replace("_", "-"), ".svg")
        title = f"{kind.replace('_', ' ').capitalize()}: {measure.meaning}"
        return graph_file.save(path, lines, session.scenario.dates[: session.turn + 1], title, measure.unit)

    def _telling(self, table: "TableScreen", kind: str, whose: list[str]) -> list[str]:
        """Those whose line moves most, where there are too many for one graph."""
        if len(whose) <= MOST:
            return whose
        names = ["/".join(filter(None, (kind, who))) for who in whose]
        counted = np.array(
            [[float(np.asarray(value(world, name))[0]) for name in names] for world in table.session.worlds]
        )
        moved = np.ptp(counted, axis=0)
        chosen = sorted(np.argsort(-moved, kind="stable")[:MOST].tolist())
        return [whose[k] for k in chosen]

    def _debrief(self, table: "TableScreen") -> Path:
        from wargame.report.review.page import free, html, review
        from wargame.report.review.page import written as put

        record = table.session.path
        return put(html(review(record, table.fictional)), free(record))
