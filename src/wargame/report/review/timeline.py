"""The campaign on one line of time: land held of others over the turns, and beneath it offers, events and acts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wargame.explain import KINDS, happened, kinds, the
from wargame.report.review.acts import Intervened
from wargame.report.review.campaign import Campaign
from wargame.report.review.graph import BOTTOM, Graph, graph
from wargame.report.review.land import held
from wargame.report.review.offers import Told
from wargame.report.theatre import SEEN

PLOT, ROW = 270.0, 26.0  # heights of the plot and of a mark under it
FOUGHT = ("war", "collapse")  # kinds of standing that leave the plot white

Happening = tuple[int, str, str, str, str]  # turn, kind of mark, words, what it leads to, label


@dataclass(frozen=True)
class Mark:
    """Something that happened in a turn, on its lane."""

    x: float
    y: float
    kind: str
    text: str
    link: str
    label: str


@dataclass(frozen=True)
class Lane:
    """Marks of a kind under the plot."""

    name: str
    y: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Band:
    """Turns in which the war was at rest."""

    x: float
    width: float
    text: str


@dataclass(frozen=True)
class Timeline:
    """The graph of land with its lanes and bands."""

    graph: Graph
    lanes: tuple[Lane, ...]
    bands: tuple[Band, ...]
    height: float


def timeline(campaign: Campaign, offers: Sequence[Told], acts: Sequence[Intervened]) -> Timeline:
    """Land over time, with what happened under it."""
    plot = graph(
        "Land held of others, turn by turn", _told(campaign), campaign.dates, _land(campaign), "share", height=PLOT
    )
    lanes, y = [], PLOT + ROW / 2
    for name, marks in _happened(campaign, offers, acts).items():
        if marks:
            lanes.append(_lane(plot, name, y, marks))
            y += ROW * max(Counter(mark[0] for mark in marks).values())
    return Timeline(plot, tuple(lanes), tuple(_bands(campaign, plot)), y + BOTTOM / 4)


def _happened(campaign: Campaign, offers: Sequence[Told], acts: Sequence[Intervened]) -> dict[str, list[Happening]]:
    """What is marked, by lane."""
    return {
        "offers": [_offered(one) for one in offers],
        "events": [(turn, "event", text, f"#turn-{turn}", "") for turn, text in _events(campaign)],
        "umpire": [(act.turn, "act", act.told, "#acts", "") for act in acts],
    }


def _offered(one: Told) -> Happening:
    kind = "signed" if one.signed else "offer"
    return one.turn, kind, f"Offer {one.number}: {one.proposer}", f"#offer-{one.number}", str(one.number)


def _land(campaign: Campaign) -> dict[str, list[float | None]]:
    """Shares of the parties' land that others held, where it ever was enough to be seen."""
    found: dict[str, list[float | None]] = {}
    most: dict[str, float] = {}
    for world in campaign.worlds:
        for whose, who, share in held(campaign, world):
            name = f"{campaign.names[who]} in {the(campaign.names[whose])}"
            found.setdefault(name, []).append(share)
            most[name] = max(most.get(name, 0.0), share)
    return {name: line for name, line in found.items() if most[name] >= SEEN}


def _told(campaign: Campaign) -> str:
    ends = [
        f"{name}: {100 * (line[0] or 0):.0f} % at the start, {100 * (line[-1] or 0):.0f} % at the end"
        for name, line in _land(campaign).items()
    ]
    return "; ".join(ends) or "No state held land of another."


def _events(campaign: Campaign) -> Iterator[tuple[int, str]]:
    for world in campaign.worlds[1:]:
        yield from ((world.turn, campaign.said(text)) for text in happened(world, campaign.scenario))


def _lane(plot: Graph, name: str, y: float, marks: Sequence[Happening]) -> Lane:
    """Marks on their turns; those of one turn below each other."""
    placed, seen = [], Counter[int]()
    for turn, kind, text, link, label in marks:
        placed.append(Mark(plot.xs[turn], y + ROW * seen[turn], kind, text, link, label))
        seen[turn] += 1
    return Lane(name, y, tuple(placed))


def _bands(campaign: Campaign, plot: Graph) -> Iterator[Band]:
    """Stretches of turns after which the war was at rest, by how."""
    standing = [list(KINDS)[int(kinds(world)[0])] for world in campaign.worlds]
    start = 0
    for turn in range(1, len(standing) + 1):
        if turn == len(standing) or standing[turn] != standing[start]:
            if standing[start] not in FOUGHT:
                last = min(turn, len(standing) - 1)
                yield Band(plot.xs[start], max(plot.xs[last] - plot.xs[start], 4.0), standing[start])
            start = turn
