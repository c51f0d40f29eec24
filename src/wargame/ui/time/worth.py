"""What of a campaign is worth a mark on the bar of time, as far as whoever looks may know of it."""

from collections.abc import Iterator

import numpy as np

from wargame.exercise.session import Session
from wargame.heard import OnTable, titled
from wargame.observe import offers_seen
from wargame.ui.time.marks import Mark

MOST, EVERY = 5, 4  # turning points that are marked, and turns for each of them
UMPIRE = "The umpire: "  # how news of an umpire's act begins


def worth(session: Session, seat: str | None) -> list[Mark]:
    """The marks of a campaign for a seat, or for who sees everything."""
    return [
        *(Mark(mark.turn, "bookmark", mark.note or "bookmark") for mark in session.bookmarks),
        *_offers(session, seat),
        *_deals(session),
        *_acts(session, seat),
        *_turning(session, seat),
    ]


def _offers(session: Session, seat: str | None) -> Iterator[Mark]:
    seats = session.scenario.seats
    for tabled in session.heard.offers:
        if seat is None or _knows(tabled, session.index(seat)):
            who, offer = session.names[seats[tabled.offer.proposer]], titled(tabled, session.scenario)
            yield Mark(min(offer.turn, session.turn), "offer", offer.title or f"an offer by {who}")


def _knows(tabled: OnTable, seat: int) -> bool:
    return bool(np.asarray(offers_seen(tabled.world, [seat]))[0, tabled.table] > 0.5)


def _deals(session: Session) -> Iterator[Mark]:
    for turn, world in enumerate(session.worlds):
        if turn and bool(np.any(np.asarray(world.signed)[0] == turn)):
            yield Mark(turn, "deal", "a deal is concluded")


def _acts(session: Session, seat: str | None) -> Iterator[Mark]:
    for turn, acts in enumerate(session.acts[: session.turn], start=1):
        if acts:
            for line in session.news(turn, seat):
                if line.startswith(UMPIRE):
                    yield Mark(turn, "umpire", line)


def _turning(session: Session, seat: str | None) -> Iterator[Mark]:
    """Turning points are told of the whole truth: only to who may see it, or when all is over."""
    count = min(MOST, session.turn // EVERY)
    if count and (seat is None or session.stage == "over"):
        for point in session.turning_points(count):
            yield Mark(point.turn, "turning", point.causes[0].text)
