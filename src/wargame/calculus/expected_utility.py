"""Expected utility model of collective choice: who prevails on an issue, and who thinks a challenge pays.

Actors on a line vote with what their capability and salience are worth, the more the nearer one alternative is to them
than the other [BuenoDeMesquita1984]. Each judges a challenge of each other by the odds of that vote, with a risk
exponent read off its own exposure [BuenoDeMesquita1994] [ScholzCalbertSmith2011].

On the issue of emission standards in the European Community it gives the risk exponents and the matrix of expected
utilities of the first round as printed in [Masad2016]. It stops there: the rounds of offers that follow are nowhere
specified in full, and variants of them end at different outcomes, so none is played and no forecast is claimed.
"""

from dataclasses import dataclass

from wargame.axes import Array, namespace, number, total


@dataclass(frozen=True)
class Issue:
    """An issue and those who care: three arrays `[..., S]`."""

    capability: Array  # 0 or more, in any one unit
    salience: Array  # 0..1, the share of it that the actor puts behind this issue
    position: Array  # 0..1, from the one end of the issue to the other

    @property
    def influence(self) -> Array:
        """Capability brought to bear, `[..., S]`."""
        return self.capability * self.salience


def votes(issue: Issue, alternatives: Array) -> Array:
    """Votes cast for each of `[..., K]` alternatives, the rows, against each other one, the columns: `[..., K, K]`.

    An actor votes for the nearer of two, with its influence times the difference of distances [BuenoDeMesquita1984].
    Works on K x K x S numbers a run: made for a decision now and then, not for every seat and turn.
    """
    xp = namespace(issue.position)
    distance = xp.abs(alternatives[..., :, None] - issue.position[..., None, :])
    nearer = xp.maximum(distance[..., None, :, :] - distance[..., :, None, :], 0.0)
    return total(nearer * issue.influence[..., None, None, :])


def win_probability(issue: Issue, alternatives: Array) -> Array:
    """Odds that the row wins a contest with the column: its share of the votes, one half where none are cast."""
    xp = namespace(issue.position)
    ayes = votes(issue, alternatives)
    cast = ayes + xp.matrix_transpose(ayes)
    return xp.where(cast > 0.0, ayes / xp.where(cast > 0.0, cast, 1.0), 0.5)


def condorcet_winner(issue: Issue, alternatives: Array) -> Array:
    """The alternative, of `[..., K]`, that none beats: `[...]`; the first of several.

    There is always one: net votes are a difference of two sums of distances, and the least sum is beaten by none.
    """
    xp = namespace(issue.position)
    ayes = votes(issue, alternatives)
    beaten = xp.sum(number(ayes < xp.matrix_transpose(ayes)), axis=-1)
    return _first(xp.broadcast_to(alternatives, beaten.shape), xp.argsort(beaten)[..., :1])


def weighted_median(issue: Issue) -> Array:
    """The first position, from 0 up, at which half of the influence is reached [Black1948]: `[...]`."""
    xp = namespace(issue.position)
    order = xp.argsort(issue.position)
    reached = xp.cumulative_sum(xp.take_along_axis(issue.influence, order), axis=-1)
    short = number(reached[..., :-1] < 0.5 * reached[..., -1:])
    place = xp.astype(xp.sum(short, axis=-1, keepdims=True), xp.int64)
    return _first(issue.position, xp.take_along_axis(order, place))


def weighted_mean(issue: Issue) -> Array:
    """The mean position by influence: `[...]`."""
    return total(issue.influence * issue.position) / total(issue.influence)


def expected_utilities(issue: Issue, risk: Array) -> Array:
    """What the row expects of challenging the column, over leaving it where it is: `[..., S, S]`, in -3..3.

    The rival resists with a chance equal to its salience and else yields; left alone, it stands still (`Q = 1`)
    [ScholzCalbertSmith2011]. `risk` are the exponents `[..., S]` of those who judge.
    """
    xp = namespace(issue.position)
    half = 0.5 * xp.abs(issue.position[..., :, None] - issue.position[..., None, :])
    exponent = risk[..., :, None]
    places = (0.5 - half, 0.5 + half, 0.5 + 0.0 * half)  # of one shape, so that nothing to gain is exactly nothing
    won, lost, left = (2.0 - 4.0 * place**exponent for place in places)
    defeat = issue.salience[..., None, :] * (1.0 - win_probability(issue, issue.position))
    return (won - left) - defeat * (won - lost)


def risk_exponents(issue: Issue) -> Array:
    """Risk exponents, `[..., S]`: 0.5 for the actor that others gain most by challenging, 2 for the safest.

    Exposure is the sum of the others' expected utilities at exponent 1; only its place between the least and the most
    exposed counts, however near these are to each other [BuenoDeMesquita1994]. 1 where all are exposed alike.
    """
    xp = namespace(issue.position)
    gains = expected_utilities(issue, xp.ones_like(issue.position))
    exposure = total(xp.matrix_transpose(gains))
    most, least = xp.max(exposure, axis=-1, keepdims=True), xp.min(exposure, axis=-1, keepdims=True)
    between = ((exposure - most) + (exposure - least)) / xp.where(most > least, most - least, 1.0)
    exponents: Array = (3.0 - between) / (3.0 + between)
    return exponents


def _first(values: Array, place: Array) -> Array:
    """The value at one place of the last axis."""
    return namespace(values).take_along_axis(values, place)[..., 0]
