"""The page of a review: all that is known of a campaign set into the template, one file that needs nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from wargame.calculus.deal import ASPECTS
from wargame.data import root
from wargame.errors import UserError
from wargame.exercise.turning import Turning, turning_points
from wargame.explain import KINDS, Outcome, figure, outcome, the
from wargame.report.review.acts import Intervened, acts
from wargame.report.review.beliefs import AHEAD, Believed, beliefs
from wargame.report.review.campaign import Campaign, campaign
from wargame.report.review.graph import Graph, graph, month
from wargame.report.review.maps import Atlas, atlas, moved
from wargame.report.review.news import Turn, news
from wargame.report.review.offers import Told, offers
from wargame.report.review.questions import questions
from wargame.report.review.seats import Aim, Seat, aims, seats
from wargame.report.review.timeline import Timeline, timeline
from wargame.report.tables import EndState, end_state, percent

MOST_POINTS = 6  # turning points that a page tells
TITLE = "An invented war"  # where invented names are shown: the scenario's own title may name what is real


@dataclass(frozen=True)
class Review:
    """All that a page tells."""

    campaign: Campaign
    outcome: Outcome
    end: EndState
    seats: list[Seat]
    others: list[tuple[str, list[str]]]
    aims: list[Aim]
    points: list[Turning]  # in the order of time
    atlas: Atlas | None
    timeline: Timeline
    offers: list[Told]
    beliefs: list[tuple[Believed, Graph, Graph]]
    acts: list[Intervened]
    questions: list[str]
    news: list[Turn]

    @property
    def title(self) -> str:
        """Of the scenario."""
        return TITLE if self.campaign.invented else self.campaign.scenario.spec.title

    @property
    def moments(self) -> list[int]:
        """Turns worth a closer look: the first, the turning points, the last."""
        return sorted({1, self.campaign.turns, *(point.turn for point in self.points)})

    @property
    def damage(self) -> list[str]:
        """What of the record could not be relied on, without the place of the file."""
        here = f"{self.campaign.record.path}:"
        told = (self.campaign.record.torn, self.campaign.damage)
        return [f"Line {self.campaign.said(str(text).removeprefix(here))}." for text in told if text is not None]


def review(
    path: str | Path, invented: bool = False, progress: Callable[[int, int], None] = lambda done, of: None
) -> Review:
    """The review of a recorded campaign; raises `RecordError` where no complete turn can be relied on."""
    found = campaign(path, invented, progress)
    tabled, stepped_in = list(offers(found)), list(acts(found))
    points = turning_points(found.scenario, found.worlds, found.played, found.names, MOST_POINTS)
    believed, reached = beliefs(found), list(aims(found))
    named, others = seats(found)
    return Review(
        campaign=found,
        outcome=outcome(found.worlds, found.scenario.dates),
        end=end_state(found.worlds, found.scenario, found.names),
        seats=named,
        others=others,
        aims=reached,
        points=points,
        atlas=_maps(found, points),
        timeline=timeline(found, tabled, stepped_in),
        offers=tabled,
        beliefs=[(one, *_graphs(found, one)) for one in believed],
        acts=stepped_in,
        questions=questions(found, tabled, points, believed, reached, stepped_in),
        news=list(news(found)),
    )


def _maps(found: Campaign, points: list[Turning]) -> Atlas | None:
    """Maps at the start, at the turning points that moved the line, and at the end."""
    turns = [0]
    for turn in (point.turn for point in points):
        if turn < found.turns and moved(found, turns[-1], turn):
            turns.append(turn)
    turns.append(found.turns)
    named = {0: "At the start", found.turns: "At the end"}
    titles = [f"{named.get(turn, f'After turn {turn}')}, {found.dates[turn]}" for turn in turns]
    return atlas(found, turns, titles)


def _graphs(found: Campaign, one: Believed) -> tuple[Graph, Graph]:
    """What a party believed beside what was so: enemy men, and its odds in battle."""
    who, dates = found.names[one.seat], found.dates[1:]
    last = len(dates) - 1
    men = f"{one.facing[last]:,.0f} believed, {one.there[last]:,.0f} there in the last turn".replace(",", " ")
    odds = f"odds believed {100 * one.odds[last]:.0f} % in the last turn"
    return (
        graph(f"Men against {who}: believed and true", men, dates,
              {"believed": one.facing, "true": one.there}, "men"),
        graph(f"Odds of {who} in the next engagement, and what came", odds, dates,
              {"believed": one.odds, "came": one.came}, "share", top=1.0),
    )  # fmt: skip


def html(told: Review) -> str:
    """The page as text."""
    folder = root() / "assets" / "report"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "month": month,
        "share": percent,
        "figure": figure,
        "men": _men,
        "the": the,
        "capital": _capital,
    }
    style = (folder / "review.css").read_text(encoding="utf-8")
    page = environment.get_template("review.html")
    return page.render(it=told, campaign=told.campaign, kinds=KINDS, aspects=ASPECTS, ahead=AHEAD, style=style)


def _men(x: float) -> str:
    return figure(float(round(x)))


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def free(record: Path) -> Path:
    """A name beside a record that nothing has yet."""
    path, number = record.with_suffix(".html"), 2
    while path.exists():
        path, number = record.with_name(f"{record.stem}-{number}.html"), number + 1
    return path


def place(out: Path) -> Path:
    """A file that can be written; asked before the work that leads to it."""
    if out.exists():
        raise UserError(f"found {out}, which is there already, expected a new file: nothing is written over")
    if not out.absolute().parent.is_dir():
        raise UserError(f"found --out {out}, expected a file in a folder that exists")
    return out


def written(text: str, path: Path) -> Path:
    """Write a page; a file that came up meanwhile is not written over."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UserError(f"{path}: the page can't be written here ({error.strerror})") from None
    return path
