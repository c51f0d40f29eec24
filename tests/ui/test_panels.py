"""Panels beside the board: they draw everywhere, cut nothing, tell a seat what it may know and no more."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pygame
import pytest
from campaigns import SEED, Beside, Campaign

from wargame import observe, record
from wargame.analysis.decisions import decided, decisions
from wargame.analysis.heard import Weighing
from wargame.axes import Array
from wargame.calculus.deal import FACTORS
from wargame.data import scenarios
from wargame.errors import UserError
from wargame.game import Game
from wargame.heard import Heard
from wargame.measures import MEASURES, OWN, PUBLIC, TOLD
from wargame.policies import POLICIES
from wargame.record import replay
from wargame.report.answers import in_play
from wargame.report.decisions import data
from wargame.scenario import load
from wargame.ui.panels import PANELS, Panel, RegionPanel, graphs, known
from wargame.ui.panels.alliance import AlliancePanel
from wargame.ui.panels.graphs import GraphPanel
from wargame.ui.panels.news import NewsPanel
from wargame.ui.panels.offers import OfferPanel
from wargame.ui.panels.positions import lanes
from wargame.ui.panels.state import StatePanel
from wargame.world import World, leaves, renewed

pygame.font.init()
SIZES = [1.0, 2.0]


@pytest.fixture(scope="module", params=sorted(scenarios()))
def campaign(request: pytest.FixtureRequest) -> Campaign:
    """A campaign of every scenario that ships."""
    return Campaign.of(load(request.param, POLICIES))


@pytest.fixture(scope="module")
def offered() -> Campaign:
    """The campaign in which a mediator tables an offer, up to where secret talks have been held."""
    return Campaign.of(load("the-offer", POLICIES), 4)


@pytest.fixture(scope="module")
def lesson() -> Campaign:
    """The lesson."""
    return Campaign.of(load("classroom", POLICIES), 5)


def everything(campaign: Campaign, turn: int) -> Iterator[Panel]:
    """Every panel as it opens, and with all in it opened that can be."""
    states, regions = campaign.scenario.board.states, campaign.scenario.board.regions
    for offered in PANELS:
        yield offered.make()
    yield StatePanel(choosing=True)
    for state in (states[0], states[-1]):
        panel = StatePanel(selected=state, explained=True)
        panel.decided.shown = True
        yield panel
    yield from (AlliancePanel(selected=body, explained=True) for body in campaign.scenario.board.forum.alliances)
    yield RegionPanel()
    yield from (RegionPanel(selected=region, explained=True) for region in (regions[0], regions[5], regions[-1]))
    yield GraphPanel(choosing=True)
    if turn == len(campaign.played):
        yield from (GraphPanel(measure=m.name, all=True) for m in MEASURES)
    yield from opened(campaign, turn)


def opened(campaign: Campaign, turn: int) -> Iterator[OfferPanel]:
    """The first offer up to a turn, with each ledger of it."""
    talks = Heard()
    for played in campaign.played[:turn]:
        for done in played.done:
            talks.hear(done)
    for one in talks.offers[:1]:
        key = (one.offer.turn, one.offer.proposer, one.slot)
        yield from (OfferPanel(opened=key, why=seat) for seat in {*(s.seat for s in one.said), one.offer.proposer})


@pytest.mark.parametrize("scale", SIZES)
@pytest.mark.parametrize("seated", [False, True])
def test_every_panel_draws_at_every_turn_and_cuts_nothing(campaign: Campaign, seated: bool, scale: float) -> None:
    """Words stand within the column, none ends in an ellipsis, and none lies on another line."""
    seat = campaign.scenario.board.states[campaign.scenario.board.quarrels[0][0]] if seated else None
    for turn in (0, 3, campaign.scenario.turns):
        at = campaign.look(turn, seat)
        for panel in everything(campaign, turn):
            texts = Beside(panel, scale).texts(at)
            assert texts
            for said in texts:
                assert not said.text.endswith("…"), (panel, said.text)
                assert said.clip.left <= said.rect.left, (panel, said)
                assert said.rect.right <= said.clip.right, (panel, said)


def test_names_that_are_invented_are_used_throughout(lesson: Campaign) -> None:
    """No name or id of the real states is told where invented names are asked for."""
    flagship = Campaign.of(load("the-offer", POLICIES), 2)
    at, real = flagship.look(2, None, invented=True), flagship.scenario
    words = [
        *real.spec.states,
        *(s.name for s in real.spec.states.values()),
        *(a.name for a in real.spec.alliances.values()),
    ]
    for panel in everything(flagship, 2):
        told = " ".join(Beside(panel).said(at))
        found = [word for word in words if f" {word} " in f" {told.replace('/', ' ')} "]
        assert not found, panel


@pytest.mark.parametrize("seat", ["RUS", "UKR", "DEU", "NATO"])
def test_a_seat_reads_the_same_whatever_others_hide(offered: Campaign, seat: str) -> None:
    """Everything hidden from a seat is changed in every world, and no panel says anything else to it."""
    other = offered.secrets_of_others(seat)
    at, elsewhere = offered.look(4, seat), other.look(4, seat)
    for mine, theirs in zip(everything(offered, 4), everything(offered, 4), strict=True):
        assert Beside(mine).said(at) == Beside(theirs).said(elsewhere), mine


def test_a_spectator_reads_what_a_seat_does_not(offered: Campaign) -> None:
    """What was changed does show where it may: the comparison above can fail."""
    at, elsewhere = offered.look(4), offered.secrets_of_others("DEU").look(4)
    panels = [StatePanel(selected="RUS"), StatePanel(selected="RUS")]
    assert Beside(panels[0]).said(at) != Beside(panels[1]).said(elsewhere)


def test_an_adversary_is_an_estimate_and_its_secrets_are_not_told(offered: Campaign) -> None:
    """A seat reads its own men as they are, and its enemy's as its staff estimates them."""
    at = offered.look(4, "RUS")
    own, foe = Beside(StatePanel()).said(at), Beside(StatePanel(selected="UKR")).said(at)
    assert "Men at the front" in own
    assert any(text.startswith("~") for text in foe)
    assert not {"Men at the front", "War chest", "Approval of its leaders", "Reserve"} & set(foe)


def test_offers_in_secret_are_known_to_whom_they_concern(offered: Campaign) -> None:
    """Who is neither party, asked nor mediator does not find the secret offer in the list."""
    secret = [one for one in OfferPanel()._talks.offers(offered.look(4)) if one.offer.channel == "secret"]
    assert secret
    for one in secret:
        kept = [w for w in (one.world, *offered.worlds[one.offer.turn :]) if not w.leaked[0, one.table]]
        assert len(kept) == len(offered.worlds[one.offer.turn :]) + 1  # it has not leaked
    known_to = {seat: len(OfferPanel()._talks.offers(offered.look(4, seat))) for seat in ("RUS", "UKR", "IND")}
    assert known_to["RUS"] == known_to["UKR"] == known_to["IND"] + len(secret)


def test_a_ledger_is_open_to_its_own_seat_and_to_spectators(offered: Campaign) -> None:
    """Others see the answer, and no reason."""
    key = (1, offered.scenario.seats.index("USA"), 1)
    for seat, open_ in ((None, True), ("RUS", True), ("UKR", False), ("DEU", False)):
        panel = OfferPanel(opened=key, why=offered.scenario.seats.index("RUS"))
        told = Beside(panel).said(offered.look(4, seat))
        assert "Russia refuses it and announces another." in told
        assert ("Probability of a yes" in told) == open_


def test_the_ledger_is_that_of_explain(tmp_path: Path) -> None:
    """Bars and probability are the figures of the command, and so is what would have turned the answer."""
    path = tmp_path / "lesson.jsonl"
    list(record.played(Game("classroom", seed=SEED), path))
    whole = record.read(path)
    scenario = record.scenario_of(whole)
    replayed = [one.played for one in replay(whole, scenario)]
    campaign = Campaign(scenario, [Campaign.of(scenario, 0).worlds[0], *(p.world for p in replayed)], replayed)
    checked = 0
    for turn in range(1, scenario.turns + 1):
        for state in scenario.board.states:
            try:
                found = decisions(whole, turn, state)
            except UserError:
                continue
            live = decided(Weighing(scenario, SEED, 0), replayed[turn - 1], _heard(campaign, turn), state)
            assert live.votes == found.votes
            assert live.orders == found.orders
            for told in data(found)["offers"]:
                checked += _same_as_panel(campaign, turn, state, told)
    assert checked


def _heard(campaign: Campaign, turn: int) -> Heard:
    talks = Heard()
    for played in campaign.played[:turn]:
        for done in played.done:
            talks.hear(done)
    return talks


def _same_as_panel(campaign: Campaign, turn: int, state: str, told: dict) -> int:  # type: ignore[type-arg]
    """How many ledgers of an offer as the command tells it are found on the panel, of the seat that answered."""
    seats = campaign.scenario.seats
    count = 0
    for answer in told["answers"]:
        if answer["party"] != state or "ledger" not in answer:
            continue
        slot = int(told["id"].rsplit(":", 1)[1])
        panel = OfferPanel(opened=(told["turn"], seats.index(told["proposer"]), slot), why=seats.index(state))
        said = Beside(panel).said(campaign.look(turn, state))
        assert known.percent(answer["probability"]) in said
        for factor in FACTORS:
            at = said.index(factor.capitalize())
            added = round(answer["ledger"][factor]["contribution"], 3)
            assert float(said[at + 1].replace("+", "")) == pytest.approx(added, abs=1e-9)
        whole = " ".join(said)
        for why in answer["reasons"]:
            assert why["text"].split(" (")[0][:30] in whole
        for sentence in (answer["nearest"] or {"changes": []})["changes"]:
            assert sentence in whole.replace("• ", "")
        count += 1
    return count


def test_the_ledger_of_a_vote_adds_up_and_tells_what_turns_it(offered: Campaign) -> None:
    """The parts of a motion add up to its worth; without those that decided, the vote would have been the other."""
    from wargame.analysis.decisions import by_item

    weighing, turned = Weighing(offered.scenario, SEED, 0), 0
    for turn, state in ((1, "HUN"), (1, "DEU"), (3, "SVK"), (4, "SVK")):
        found = decided(weighing, offered.played[turn - 1], Heard(), state)
        for vote in found.votes:
            parts = by_item(weighing, offered.played[turn - 1], vote.docket, offered.scenario.seats.index(state))
            assert sum(parts.values()) == pytest.approx(vote.score, abs=1e-9)
            turned += vote.score != 0.0
    assert turned


def test_votes_are_told_with_who_is_for_and_who_against(offered: Campaign) -> None:
    """Everyone reads how members voted; a member opens its own ledger, nobody another's."""
    f = offered.scenario.board.forum
    turn = next(t for t in range(1, 5) if AlliancePanel()._rolls.of(offered.look(t)))
    roll = AlliancePanel()._rolls.of(offered.look(turn))[0]
    panel, body = AlliancePanel(), f.alliances[f.dockets[roll.docket].alliance]
    panel.selected = body
    at = offered.look(turn, "DEU")
    beside = Beside(panel)
    assert any(text.startswith(f"For {len(roll.ayes)}:") for text in beside.said(at))
    labels = {w.label for w in beside.ui.widgets.values()}
    assert "Why a member votes so" not in labels
    beside.press(at, "Why Germany votes so")
    assert "Worth of the whole" in beside.said(at)


# Graphs


def test_every_measure_says_who_may_see_it(campaign: Campaign) -> None:
    """A measure that anything hidden changes is not public, one that nothing hidden changes is no secret."""
    open_ = {*observe.PUBLIC, "control"}
    open_ |= {"leaders", "adopted", "held_up", "delay", "blocker"}  # told by the news of every turn
    world = campaign.worlds[3]
    for name in _fields(world):  # so that nothing is 0 that could hide what is read
        world = renewed(world, **{name: _stirred(world, name)})
    for measure in MEASURES:
        assert measure.seen in (PUBLIC, OWN, TOLD)
        moved = {name for name in _fields(world) if _moves(world, name, measure.values)}
        assert moved or not measure.entities(world.board), measure.name
        if measure.seen == PUBLIC:
            assert moved <= open_, (measure.name, moved - open_)
        elif moved:
            assert moved - open_, measure.name


def _fields(world: World) -> list[str]:
    return [name for name, _, value in leaves(world) if "." not in name and np.asarray(value).size]


def _moves(world: World, name: str, values) -> bool:  # type: ignore[no-untyped-def]
    """Whether a measure reads a field of the world."""
    return not np.array_equal(values(world), values(renewed(world, **{name: _stirred(world, name)})))


def _stirred(world: World, name: str) -> Array:
    x = np.asarray(getattr(world, name))
    return x * 0.61 + np.linspace(0.03, 0.37, x.size).reshape(x.shape)


def test_a_seat_graphs_what_is_public_or_its_own(offered: Campaign) -> None:
    """Its own forces, nobody else's; to an alliance, what its members tell it of their people."""
    by_name = {m.name: m for m in MEASURES}
    at = offered.look(4, "DEU")
    assert graphs.visible(at, by_name["forces"]) == ("DEU",)
    assert len(graphs.visible(at, by_name["gdp"])) == len(offered.scenario.board.states)
    told = graphs.visible(offered.look(4, "NATO"), by_name["support"])
    assert "DEU" in told
    assert "RUS" not in told
    with pytest.raises(UserError, match="forces/RUS"):
        graphs.save("x.svg", at, ["forces/RUS"])


def test_a_graph_is_saved_the_same_every_time(lesson: Campaign, tmp_path: Path) -> None:
    """Two pictures of one graph are alike to the byte, and say whose lines they show."""
    at, names = lesson.look(3), ["territory/VAL/MER", "territory/VAL/VAL"]
    first, second = (graphs.save(tmp_path / f"{k}.svg", at, names).read_bytes() for k in (1, 2))
    assert first == second
    assert b"Land of Valdoria, held by Meridon" in first


def test_a_moment_pressed_in_a_graph_leads_to_its_turn(lesson: Campaign) -> None:
    """The left end is the beginning, the right end the last turn that was played."""
    at, beside = lesson.look(5), Beside(GraphPanel())
    assert beside.press(at, "in %", lambda r: (r.left + 60, r.centery)) in (0, 1)
    assert beside.press(at, "in %", lambda r: (r.right - 5, r.centery)) == 5


def test_lines_are_put_into_a_graph_and_taken_out(lesson: Campaign) -> None:
    """A ticked line is drawn; those it began with can be taken out at once."""
    at, panel = lesson.look(5), GraphPanel(measure="gdp")
    beside = Beside(panel)
    beside.press(at, "None of them")
    assert panel.names(at) == []
    beside.press(at, "Valdoria")
    assert panel.names(at) == ["gdp/VAL"]


# What is pressed


def test_a_state_is_opened_from_the_list(lesson: Campaign) -> None:
    """A spectator chooses among all states; the link leads back to them."""
    at, panel = lesson.look(5), StatePanel()
    beside = Beside(panel)
    beside.press(at, "states", lambda r: (r.left + 20, r.top + r.height // 6 + 5))
    assert panel.selected == lesson.scenario.board.states[0]
    beside.press(at, "All states")
    assert panel.choosing


def test_a_neighbour_is_opened_from_a_region(lesson: Campaign) -> None:
    """A link to a neighbour shows that region."""
    panel = RegionPanel(selected="VAL-EAST")
    Beside(panel).press(lesson.look(5), "River Plain")
    assert panel.selected == "VAL-PLAIN"


def test_news_of_a_turn_lead_to_it_and_are_told_by_the_session(lesson: Campaign) -> None:
    """A heading of a turn before leads there; who has more to tell, as a session with an umpire, tells it."""
    at = lesson.look(5)
    assert Beside(NewsPanel()).press(at, f"{lesson.scenario.dates[2]}, turn 2") == 2
    told = Beside(NewsPanel(tell=lambda turn, seat: [f"Heard in turn {turn} by {seat}."])).said(at)
    assert "• Heard in turn 5 by None." in told


def test_panels_have_keys_of_their_own() -> None:
    """F1 to F8, in their order."""
    assert [panel.key for panel in PANELS] == [f"f{k}" for k in range(1, 9)]
    assert len({panel.name for panel in PANELS}) == len(PANELS)


def test_codes_on_a_line_never_lie_on_one_another() -> None:
    """Marks as near as can be have their words in lines of their own, inside the column."""
    chance = np.random.default_rng(3)
    for _ in range(50):
        spots = sorted(
            (int(x), int(w)) for x, w in zip(chance.integers(0, 300, 38), chance.integers(18, 34, 38), strict=True)
        )
        laid = [(lane, x, x + w) for (_, w), (lane, x) in zip(spots, lanes(spots, 3, 14, 0, 320), strict=True)]
        for k, (lane, left, right) in enumerate(laid):
            assert 0 <= left < right <= 320
            assert all(lane != other or right <= start or end <= left for other, start, end in laid[k + 1 :])


def test_what_is_kept_is_worked_out_anew_for_other_eyes(offered: Campaign) -> None:
    """Two people at one screen, one after the other: neither reads what was worked out for the other."""
    beside, mine, theirs = Beside(StatePanel(selected="RUS")), offered.look(4, "RUS"), offered.look(4, "UKR")
    assert "War chest" in beside.said(mine)
    assert "War chest" not in beside.said(theirs)
    assert beside.said(replace(mine, turn=4)) == beside.said(mine)


def test_an_offer_is_told_as_data_and_on_the_panel_alike(offered: Campaign) -> None:
    """Who said what is the same in the one form for machines."""
    one = OfferPanel()._talks.offers(offered.look(4))[-1]
    told = in_play(one, Weighing(offered.scenario, SEED, 0))
    said = " ".join(Beside(OfferPanel(opened=(one.offer.turn, one.offer.proposer, one.slot))).said(offered.look(4)))
    for answer in told["answers"]:
        verb = {"accept": "takes it", "refuse": "refuses it", "counter": "announces another", "none": "not answer"}
        assert verb[answer["answer"]] in said
