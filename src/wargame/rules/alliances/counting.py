"""Counting: what a vote comes to under the rule of its body.

Members without a seat at this table vote as one bloc, with the majority of those who have one and with their real
number and population; they hold nothing up.
"""

from dataclasses import dataclass

from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.rules.alliances.table import rules_of

STATES, PEOPLE = 0.55, 0.65  # qualified majority: share of states and of population for, Treaty on European Union 16(4)
MINORITY = 4  # states against that a blocking minority must have
PLENARY = 2.0 / 3.0  # of those voting for or against


@dataclass(frozen=True)
class Count:
    """A vote counted, `[R,P]`: carried, carried but for objections that could be met, and by how much and by whom."""

    carried: Array  # 1 where the rule is met, objections left aside
    objection: Array  # [R,P,S] score that is missing to each member's consent, where each must consent


def counted(vote: Array, voters: Array, people: Array, yielding: Array, board: Board) -> Count:
    """Count votes `[R,P,S]` of those who have one, `[R,P,S]`; `yielding` `[R,P]` is what peers talk a member out of."""
    xp, f = namespace(vote), board.forum
    yes, no = number(vote > 0.0) * voters, number(vote < 0.0) * voters
    ayes, noes = xp.sum(yes, axis=2), xp.sum(no, axis=2)
    bloc = number(ayes > noes)
    others, crowd = xp.take(f.others, f.body, axis=0), xp.take(f.others_people, f.body, axis=0)
    unlike = number(noes > ayes)
    states = xp.sum(voters, axis=2) + others
    folk = xp.sum(voters * people, axis=2) + crowd
    with_bloc, people_for = ayes + bloc * others, xp.sum(yes * people, axis=2) + bloc * crowd
    against, people_against = noes + unlike * others, xp.sum(no * people, axis=2) + unlike * crowd
    blocked = (people_against > (1.0 - PEOPLE) * folk) & (against >= MINORITY)
    majority = number(
        (with_bloc >= STATES * states) & ((people_for >= PEOPLE * folk) | (against < MINORITY)) & ~blocked
    )
    plenary = number(with_bloc > PLENARY * (with_bloc + against))
    leading = _of_leader(vote, board)
    agreed = xp.asarray(rules_of(board, ("unanimity", "consensus")))
    carried = (
        agreed * number(with_bloc > 0.0)
        + xp.asarray(rules_of(board, ("majority",))) * majority
        + xp.asarray(rules_of(board, ("plenary",))) * plenary
        + xp.asarray(rules_of(board, ("leader",))) * leading
    )
    objection = xp.maximum(-vote - yielding[:, :, None], 0.0) * no * agreed[:, None]
    return Count(carried, objection)


def _of_leader(vote: Array, board: Board) -> Array:
    """1 where the leader of the body is for, `[R,P]`."""
    xp, f = namespace(vote), board.forum
    columns = []
    for p, docket in enumerate(f.dockets):
        leader = int(f.leader[docket.alliance])
        columns.append(number(vote[:, p, leader] > 0.0) if leader >= 0 else 0.0 * vote[:, p, 0])
    return xp.stack(columns, axis=1)
