"""Counting: what a vote comes to under the rule of its body.

Members without a seat at this table vote as one bloc, with the majority of those who have one and with their real
number and population; they hold nothing up.
"""

from dataclasses import dataclass

from wargame.axes import Array, namespace, number
from wargame.board import Board

STATES, PEOPLE = 0.55, 0.65  # qualified majority: share of states and of population for, Treaty on European Union 16(4)
MINORITY = 4  # states against that a blocking minority must have
PLENARY = 2.0 / 3.0  # of those voting for or against


@dataclass(frozen=True)
class Count:
    """A vote counted: whether the rule is met, and what is missing to each member's consent where each must consent."""

    carried: Array  # [R] 1 where the rule is met, objections left aside
    objection: Array  # [R,S] score


def counted(vote: Array, member: Array, people: Array, yielding: Array, board: Board, docket: int) -> Count:
    """Count the votes `[R,S]` of the members `[R,S]` on a docket; peers talk each out of `yielding` `[R,1]`."""
    xp, f = namespace(vote), board.forum
    told = f.dockets[docket]
    yes, no = number(vote > 0.0) * member, number(vote < 0.0) * member
    ayes, noes = xp.sum(yes, axis=1), xp.sum(no, axis=1)
    others, crowd = float(f.others[told.alliance]), float(f.others_people[told.alliance])
    bloc, contrary = number(ayes > noes), number(noes > ayes)
    in_favour, against = ayes + bloc * others, noes + contrary * others
    if told.rule == "leader":
        leader = int(f.leader[told.alliance])
        carried = number(vote[:, leader] > 0.0) if leader >= 0 else 0.0 * ayes
    elif told.rule == "plenary":
        carried = number(in_favour > PLENARY * (in_favour + against))
    elif told.rule == "majority":
        states, folk = xp.sum(member, axis=1) + others, xp.sum(member * people, axis=1) + crowd
        people_against = xp.sum(no * people, axis=1) + contrary * crowd
        people_for = xp.sum(yes * people, axis=1) + bloc * crowd
        enough = (people_for >= PEOPLE * folk) | (against < MINORITY)
        blocked = (people_against > (1.0 - PEOPLE) * folk) & (against >= MINORITY)
        carried = number((in_favour >= STATES * states) & enough & ~blocked)
    else:
        return Count(number(in_favour > 0.0), xp.maximum(-vote - yielding, 0.0) * no)
    return Count(carried, 0.0 * vote)
