"""News of talks: what was offered and answered, what was signed, how a war is at rest, who broke his word."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from wargame.axes import Array
from wargame.board import Board
from wargame.explain.words import listed, the
from wargame.observe import offers_seen
from wargame.orders import ANSWER, PROPOSE
from wargame.rules.diplomacy import ARMISTICE, CEASEFIRE, COUNTER, PEACE, TRUCE, WAR, host_of
from wargame.terms import CHANNEL, CHANNELS
from wargame.turn import Done, Played
from wargame.world import World

Names = Mapping[str, str]
NOW: Mapping[int, str] = {
    WAR: "is taken up again",
    TRUCE: "is at rest where a local truce holds",
    CEASEFIRE: "stops on the line by a ceasefire",
    ARMISTICE: "has come to an armistice",
    PEACE: "is over: there is peace",
}
SECRET = CHANNELS.index("secret")


def news(before: World, played: Played, names: Names, row: int, seats: Sequence[int] | None = None) -> list[str]:
    """What a turn brought at the table; to some seats, without offers in secret that do not concern them."""
    after, worlds = played.world, (before, *(done.world for done in played.done))
    return [
        *(
            text
            for was, done in zip(worlds[:-1], played.done, strict=True)
            for text in said(done, names, row, _known(was, done, seats, row))
        ),
        *_leaks(before, after, names, row),
        *signed(after, names, row),
        *_deadlocks(after, names, row, heard(after, seats, row)),
        *stages(before, after, names, row),
        *breaches(before, after, names, row),
    ]


def _known(before: World, done: Done, seats: Sequence[int] | None, row: int) -> Array:
    """Which offers some seats heard of before a moment or at it, `[O]`."""
    now = heard(done.world, seats, row)
    return now if done.moment == PROPOSE else now | heard(before, seats, row)


def heard(world: World, seats: Sequence[int] | None, row: int) -> Array:
    """Which offers some seats know of, `[O]`; an onlooker knows of all."""
    everything = np.ones(len(world.board.tables), dtype=bool)
    return everything if seats is None or not world.board.tables else np.asarray(offers_seen(world, seats))[row] > 0.5


def said(done: Done, names: Names, row: int, known: Array) -> Iterator[str]:
    """What was offered or answered at a moment, of the offers that are known, `[O]`."""
    board = done.world.board
    if done.moment == PROPOSE:
        yield from _offers(done, names, row, known)
        yield from _invitations(done, names, row)
    if done.moment == ANSWER:
        given = np.asarray(done.orders.answer)[row]
        for o in np.flatnonzero(given.any(axis=1) & known).tolist():
            told = [
                (answer, [_seat(board, z, names) for z in np.flatnonzero(chosen).tolist()])
                for answer, chosen in (
                    ("take it", given[o] > 0.0),
                    ("refuse it", (given[o] < 0.0) & (given[o] != COUNTER)),
                    ("refuse it and announce another", given[o] == COUNTER),
                )
            ]
            said = "; ".join(f"{listed(who)} {_verb(answer, who)}" for answer, who in told if who)
            yield f"To the offer of {_seat(board, board.tables[o][1], names)}: {said}"


def _verb(answer: str, who: list[str]) -> str:
    """The answer as one gives it, or several."""
    if len(who) > 1:
        return answer
    return answer.replace("take", "takes").replace("refuse", "refuses").replace("announce", "announces")


def _offers(done: Done, names: Names, row: int, known: Array) -> Iterator[str]:
    board, rows = done.world.board, np.asarray(done.orders.offer)[row]
    hosts = np.asarray(host_of(done.world.hosted, done.world.turn, board))[row]
    for o in np.flatnonzero((rows[:, CHANNEL] != 0.0) & known).tolist():
        q, seat = board.tables[o]
        parties = [_seat(board, party, names) for party in board.quarrels[q] if party != seat]
        secret = " in secret" if rows[o, CHANNEL] == SECRET else ""
        verb = "offers" if seat in board.quarrels[q] else "tables terms for"
        whom = listed(parties) + (" a deal" if seat in board.quarrels[q] else "")
        where = f" at talks that {_seat(board, int(hosts[q]) - 1, names)} hosts" if hosts[q] else ""
        yield f"{_upper(_seat(board, seat, names))} {verb} {whom}{secret}{where}"


def _invitations(done: Done, names: Names, row: int) -> Iterator[str]:
    board = done.world.board
    for o in np.flatnonzero(np.asarray(done.orders.host)[row]).tolist():
        q, seat = board.tables[o]
        yield f"{_upper(_seat(board, seat, names))} calls {listed(_parties(board, q, names))} to talks"


def _leaks(before: World, after: World, names: Names, row: int) -> list[str]:
    """Offers made in secret that everybody knows of now."""
    out = np.asarray(after.leaked)[row] > np.asarray(before.leaked)[row]
    return [
        f"An offer that {_seat(after.board, after.board.tables[o][1], names)} made in secret becomes known"
        for o in np.flatnonzero(out).tolist()
    ]


def signed(after: World, names: Names, row: int) -> list[str]:
    """Deals signed in this turn."""
    turn = np.asarray(after.signed)[row]
    return [
        f"{_upper(listed(_parties(after.board, q, names)))} sign a deal"
        for q in np.flatnonzero(turn == after.turn).tolist()
    ]


def _deadlocks(after: World, names: Names, row: int, known: Array) -> list[str]:
    """Negotiations in which both parties made offers this turn, all were refused, and nobody had a better one."""
    board, found = after.board, []
    refused = np.asarray(after.refused)[row] == after.turn
    for q, parties in enumerate(board.quarrels):
        ended = [
            refused[o] & known[o] for o, (quarrel, seat) in enumerate(board.tables) if quarrel == q and seat in parties
        ]
        if all(ended) and float(np.asarray(after.signed)[row, q]) != after.turn:
            found.append(f"The talks of {listed(_parties(board, q, names))} end in deadlock")
    return found


def stages(before: World, after: World, names: Names, row: int) -> list[str]:
    """Wars that stopped, were taken up again, or are over."""
    then, now = np.asarray(before.stage)[row], np.asarray(after.stage)[row]
    return [
        f"The war of {listed(_parties(after.board, q, names))} {NOW[int(now[q])]}"
        for q in np.flatnonzero(then != now).tolist()
    ]


def breaches(before: World, after: World, names: Names, row: int) -> list[str]:
    """Who was found to break a deal."""
    more = np.asarray(after.breaches)[row] - np.asarray(before.breaches)[row]
    parties = [party for two in after.board.quarrels for party in two]
    return [
        f"{_upper(_seat(after.board, parties[k], names))} breaks the deal" for k in np.flatnonzero(more > 0.5).tolist()
    ]


def _parties(board: Board, q: int, names: Names) -> list[str]:
    return [_seat(board, party, names) for party in board.quarrels[q]]


def _seat(board: Board, seat: int, names: Names) -> str:
    """A seat's name inside a sentence."""
    seats, states = (*board.states, *board.forum.alliances), len(board.states)
    name = names[seats[seat]]
    return the(name) if seat < states else f"the {name}"


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
