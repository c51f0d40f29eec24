"""News of talks: what was offered and answered, what was signed, how a war is at rest, who broke his word."""

from collections.abc import Iterator, Mapping

import numpy as np

from wargame.board import Board
from wargame.explain.words import listed, the
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


def news(before: World, played: Played, names: Names, row: int) -> list[str]:
    """What a turn brought at the table."""
    after = played.world
    return [
        *(text for done in played.done for text in _said(done, names, row)),
        *signed(after, names, row),
        *_deadlocks(after, names, row),
        *stages(before, after, names, row),
        *breaches(before, after, names, row),
    ]


def _said(done: Done, names: Names, row: int) -> Iterator[str]:
    board = done.world.board
    if done.moment == PROPOSE:
        yield from _offers(done, names, row)
        yield from _invitations(done, names, row)
    if done.moment == ANSWER:
        given = np.asarray(done.orders.answer)[row]
        for o in np.flatnonzero(given.any(axis=1)).tolist():
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


def refused(done: Done, names: Names, row: int) -> Iterator[tuple[int, str]]:
    """Offers to which parties to the war said no at a moment: how many of them did, and the words for it."""
    board, given = done.world.board, np.asarray(done.orders.answer)[row]
    for o, (q, seat) in enumerate(board.tables):
        who = [_seat(board, party, names) for party in board.quarrels[q] if given[o, party] < 0.0]
        if who:
            verb = "refuses" if len(who) == 1 else "refuse"
            yield len(who), f"{_upper(listed(who))} {verb} what {_seat(board, seat, names)} offers"


def _verb(answer: str, who: list[str]) -> str:
    """The answer as one gives it, or several."""
    if len(who) > 1:
        return answer
    return answer.replace("take", "takes").replace("refuse", "refuses").replace("announce", "announces")


def _offers(done: Done, names: Names, row: int) -> Iterator[str]:
    board, rows = done.world.board, np.asarray(done.orders.offer)[row]
    hosts = np.asarray(host_of(done.world.hosted, done.world.turn, board))[row]
    for o in np.flatnonzero(rows[:, CHANNEL]).tolist():
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


def signed(after: World, names: Names, row: int) -> list[str]:
    """Deals signed in the turn just played."""
    when = np.asarray(after.signed)[row]
    return [
        f"{_upper(listed(_parties(after.board, q, names)))} sign a deal"
        for q in np.flatnonzero(when == after.turn).tolist()
    ]


def _deadlocks(after: World, names: Names, row: int) -> list[str]:
    """Negotiations in which both parties made offers this turn, all were refused, and nobody had a better one."""
    board, found = after.board, []
    refused = np.asarray(after.refused)[row] == after.turn
    for q, parties in enumerate(board.quarrels):
        ended = [refused[o] for o, (quarrel, seat) in enumerate(board.tables) if quarrel == q and seat in parties]
        if all(ended) and float(np.asarray(after.signed)[row, q]) != after.turn:
            found.append(f"The talks of {listed(_parties(board, q, names))} end in deadlock")
    return found


def stages(before: World, after: World, names: Names, row: int) -> list[str]:
    """Wars that came to rest otherwise, or were taken up again."""
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
