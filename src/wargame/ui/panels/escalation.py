"""The ladder between a state and an alliance: rung, red lines and their crossings, talks, and the risk of it all."""

from dataclasses import dataclass, field

import pygame

from wargame.explain.politics import RUNGS
from wargame.forum import ARMS
from wargame.ui import theme as look
from wargame.ui.kit import Column
from wargame.ui.looking import Looking
from wargame.ui.panels.facts import facts
from wargame.ui.panels.kept import Kept
from wargame.ui.panels.known import ARMED, Known, amount, change, percent

HIGH = (8, look.WARNING)  # the rung from which on arms clash
WIDE = 14  # letters of a name that fit


@dataclass
class EscalationPanel:
    """One pair that faces each other without being at war."""

    pair: int = 0
    explained: bool = False
    _known: Kept[Known] = field(default_factory=lambda: Kept(Known))

    def draw(self, column: Column, at: Looking) -> None:
        """Draw it."""
        f, known = at.scenario.board.forum, self._known.of(at)
        if not f.rivals:
            column.heading("Escalation")
            column.text("Nobody faces an alliance here.")
            return
        pairs = [f"{known.name(s)} and {_short(known, f.alliances[a])}" for s, a in f.rivals]
        self.pair = column.choice("Ladder between", pairs, self.pair)
        told, self.explained = facts(column, self.explained)
        x = self.pair
        rung = known.figure("rung", x) or 0.0
        before = float(at.worlds[at.turn - 1].rung[0, x]) if at.turn else None
        told.tell(
            "Rung",
            f"{amount(rung, '', 1)} of 10{change(rung, before)}",
            "How far matters have come; in brackets this turn's change",
        )
        _ladder(column, rung)
        _lines(column, known, x)
        told.heading("Talk and danger")
        told.tell("Back-channel", percent(known.figure("channel", x)), "How well a secret channel between them works")
        told.tell(
            "Security talks", percent(known.figure("dialogue", x)), "Progress of arms control and a security dialogue"
        )
        told.tell(
            "Out of hand",
            percent(known.figure("risk", x)),
            "Probability that matters have got out of hand since the start",
        )
        told.heading("Covert operations")
        told.tell(
            "Nobody blamed yet", amount(known.figure("unclaimed", x)), "Incidents of sabotage nobody has been named for"
        )
        told.tell("Laid at its door", amount(known.figure("attributed", x)), "Incidents traced to the state")
        told.tell(
            "All it committed", amount(known.figure("incidents", x)), "Incidents of its own making since the start"
        )
        told.tell(
            "Its network", percent(known.figure("network", x)), "Agents and means against the alliance, 100 % at most"
        )


def _short(known: Known, body: str) -> str:
    """The name of an alliance where it fits beside a state's, else its code."""
    name = known.at.names[body]
    return name if len(name) <= WIDE else known.codes[body]


def _ladder(column: Column, rung: float) -> None:
    """The rungs from the top down; the one on which they stand is marked by a bar and an arrow."""
    ui = column.ui
    font = ui.theme.font(14)
    high = font.get_linesize() + ui.theme.px(2)
    for k in reversed(range(len(RUNGS))):
        rect = column.place(high, 0)
        if not column.seen(rect):
            continue
        here = k == round(rung)
        if here:
            pygame.draw.rect(ui.surface, look.CHOSEN, rect)
            pygame.draw.rect(ui.surface, look.ACCENT, (rect.x, rect.y, ui.theme.px(4), rect.h))
        ink = look.INK if here else HIGH[1] if k >= HIGH[0] else look.QUIET
        number = pygame.Rect(rect.x + ui.theme.px(8), rect.y, ui.theme.px(20), high)
        ui.say(str(k), number.topright, number, 14, bold=here, colour=ink, right=True)
        words = pygame.Rect(number.right + ui.theme.px(8), rect.y, rect.right - number.right - ui.theme.px(8), high)
        ui.say(RUNGS[k], words.topleft, words, 14, bold=here, colour=ink)
    column.space(8)


def _lines(column: Column, known: Known, x: int) -> None:
    """Red lines of the state against kinds of arms for its enemy; others read how firmly they are meant."""
    own = known.seat is None or known.figure("credibility", x, 0) is not None
    state = known.name(known.board.forum.rivals[x][0])
    column.heading(f"Red lines of {state}")
    column.text(
        "Against arms for its enemy. Meant: how surely it would answer." + ("" if own else " As others read it."),
        muted=True,
    )
    rows = []
    for i, arm in enumerate(ARMS):
        firm = known.figure("credibility", x, i) if own else known.figure("lines", x, i)
        mark = "" if own else "~"
        rows.append([ARMED[arm], f"{mark}{percent(firm)}", amount(known.figure("crossings", x, i))])
    column.table(("Arms", "Meant", "Crossed"), rows, label="red lines")
