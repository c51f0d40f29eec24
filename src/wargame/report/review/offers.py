"""Each offer of a campaign: what it said, both parties' ledgers side by side, what was answered and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wargame.analysis.offers import Account
from wargame.calculus.deal import ASPECTS, FACTORS
from wargame.calculus.deal.nearest import YES
from wargame.explain import deal
from wargame.explain.judgement import Reason, reasons, signed
from wargame.heard import OnTable, Said, titled
from wargame.offers import ACCEPT, COUNTER, NONE, REFUSE, id_of
from wargame.report.answers import changes
from wargame.report.decisions import DOCTRINE, secretly
from wargame.report.offers import grounds
from wargame.report.review.campaign import Campaign

ANSWERED = {
    ACCEPT: "takes it",
    REFUSE: "refuses it",
    COUNTER: "refuses it and announces another",
    NONE: "gives no answer",
}


@dataclass(frozen=True)
class Cell:
    """What a factor adds to a party's score: the figures behind it, and its bar as a share of the longest."""

    taken: str
    going_on: str
    weight: str
    adds: str
    bar: float  # -1 to 1


@dataclass(frozen=True)
class Party:
    """A party to the war before an offer."""

    seat: str
    name: str
    head: str  # what it says, or in whose eyes its ledger is
    answer: str | None  # none where it was not asked
    probability: float
    score: str
    bar: float  # of the score, -1 to 1
    cells: dict[str, Cell]  # by factor
    sums: dict[str, str]  # by aspect
    told: tuple[tuple[int, str], ...]  # sentences, each with its indent
    beside: str | None  # that doctrine did not hold the seat
    why: Reason | None  # the strongest
    change: tuple[str, ...]  # sentences of the nearest change it would take
    guess: float | None  # probability of its yes as who tabled the offer saw it, where that was another


@dataclass(frozen=True)
class Told:
    """An offer as a review tells it."""

    number: int
    id: str
    turn: int
    date: str
    proposer: str
    channel: str
    title: str
    clauses: tuple[str, ...]
    parties: tuple[Party, ...]
    consents: tuple[tuple[str, str], ...]  # third seats, and what they said

    @property
    def signed(self) -> bool:
        """Whether everyone who was asked took it."""
        asked = [party.answer for party in self.parties if party.answer is not None]
        return bool(asked) and all(answer == ACCEPT for answer in asked) and not self.withheld

    @property
    def withheld(self) -> tuple[str, ...]:
        """Third seats that did not consent."""
        return tuple(name for name, answer in self.consents if answer != ANSWERED[ACCEPT])


def offers(campaign: Campaign) -> Iterator[Told]:
    """The offers of a campaign in the order in which they were tabled."""
    heard = [one for one in campaign.heard.offers if one.offer.turn <= campaign.turns]
    for number, one in enumerate(heard, start=1):
        yield _told(campaign, one, number)


def _told(campaign: Campaign, one: OnTable, number: int) -> Told:
    scenario, offer, names = campaign.scenario, titled(one, campaign.scenario), campaign.names
    seat = scenario.seats[offer.proposer]
    third = [said for said in one.said if said.seat not in offer.quarrel]
    return Told(
        number=number,
        id=id_of(offer.turn, seat, one.slot),
        turn=offer.turn,
        date=scenario.dates[offer.turn],
        proposer=names[seat],
        channel=offer.channel,
        title=campaign.said(offer.title),
        clauses=tuple(deal(offer.terms, scenario, names)),
        parties=tuple(_parties(campaign, one)),
        consents=tuple((names[scenario.seats[said.seat]], ANSWERED[said.answer]) for said in third),
    )


def _parties(campaign: Campaign, one: OnTable) -> list[Party]:
    """Both parties: who was asked by its own ledger, who was not by that of whoever tabled the offer."""
    guessed, said = campaign.weighing.tabling(one), {said.seat: said for said in one.said}
    found: list[tuple[Account, Said | None]] = []
    for account, state in zip(guessed, one.offer.quarrel, strict=True):
        own = campaign.weighing.answer(one, said[state]) if state in said else None
        found.append((account, None) if own is None else (own, said[state]))
    most = max(_longest(account) for account, _ in found)
    return [
        _party(campaign, one, account, asked, guess, most)
        for (account, asked), guess in zip(found, guessed, strict=True)
    ]


def _longest(account: Account) -> float:
    """The longest bar of a ledger, prize."""
    added = account.ledger.contribution[0, account.party]
    return max(float(abs(added).max()), abs(_score(account)), 1e-9)


def _score(account: Account) -> float:
    return float(account.ledger.score[0, account.party])


def _party(
    campaign: Campaign, one: OnTable, account: Account, said: Said | None, guess: Account, most: float
) -> Party:  # fmt: skip
    scenario, names, offer = campaign.scenario, campaign.names, one.offer
    state = offer.quarrel[account.party]
    seat = scenario.board.states[state]
    own = state == offer.proposer
    told = list(grounds(account, offer, scenario, names))
    if said is not None:
        told += secretly(campaign.weighing, one)
    why = next(iter(reasons(account.ledger, account.party, account.accepts)), None)
    return Party(
        seat=seat,
        name=names[seat],
        head=ANSWERED[said.answer] if said else "tabled it" if own else "as whoever tabled it saw it",
        answer=said.answer if said else None,
        probability=account.probability,
        score=signed(_score(account)),
        bar=_score(account) / most,
        cells=_cells(account, most),
        sums={aspect: _sum(account, factors) for aspect, factors in ASPECTS.items()},
        told=tuple(told),
        beside=_beside(campaign, seat),
        why=why,
        change=tuple(changes(account.nearest, offer, scenario, names)) if account.nearest else (),
        guess=None if own or said is None else guess.probability,
    )


def _cells(account: Account, most: float) -> dict[str, Cell]:
    ledger, party = account.ledger, account.party
    columns = (ledger.taken, ledger.going_on, ledger.weight, ledger.contribution)
    cells = {}
    for k, name in enumerate(FACTORS):
        taken, going, weight, added = (float(x[0, party, k]) for x in columns)
        cells[name] = Cell(signed(taken), signed(going), f"{weight:.2f}", signed(added), added / most)
    return cells


def _sum(account: Account, factors: Sequence[str]) -> str:
    added = account.ledger.contribution[0, account.party]
    return signed(float(sum(added[FACTORS.index(name)] for name in factors)))


def _beside(campaign: Campaign, seat: str) -> str | None:
    """That the figures are not those of who decided, where it was not doctrine."""
    if campaign.policy(seat) == DOCTRINE:
        return None
    return f"Played by {campaign.decider(seat)}: the figures are what {DOCTRINE} would have weighed in this seat."


def leaning(party: Party) -> bool:
    """Whether a party that did not take an offer would rather have taken it than not."""
    return party.answer not in (None, ACCEPT) and party.probability >= YES
