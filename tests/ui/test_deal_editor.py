"""The deal editor: every kind of clause, what can't stand named by its clauses, what the parties would make of it."""

import json
from pathlib import Path

import pytest
from driving import Driver

from wargame.orders.offers import parsed
from wargame.policies import POLICIES
from wargame.scenario import Scenario, load
from wargame.terms import CHANNEL, CHANNELS, clauses
from wargame.terms.spec import KINDS
from wargame.ui.screens.choices import Choices
from wargame.ui.screens.deal import keys
from wargame.ui.screens.deal.draft import Draft, of_terms, shipped
from wargame.ui.screens.setting import Setting


@pytest.fixture(scope="module")
def offer() -> Scenario:
    return load("the-offer", POLICIES)


def begun(scenario: Scenario, *kinds: str, seat: str = "RUS") -> Draft:
    """A draft with clauses in their first form."""
    draft = Draft(0)
    between = draft.between(scenario.board)
    draft.clauses = [keys.begun(kind, scenario.board, between, seat) for kind in kinds]
    return draft


def test_every_kind_of_clause_can_be_added() -> None:
    assert set(keys.TITLES) == set(KINDS)


@pytest.mark.parametrize("name", ["classroom", "ukraine-2022", "the-offer"])
@pytest.mark.parametrize("seat", [0, 1])
def test_a_clause_in_its_first_form_can_stand(name: str, seat: int) -> None:
    scenario = load(name, POLICIES)
    between = Draft(0).between(scenario.board)
    for kind in keys.possible(scenario.board, between):
        binding = [] if kind == "ceasefire" else ["ceasefire"]
        draft = begun(scenario, kind, *binding, seat=between[seat])
        if kind == "endorse":
            draft.clauses = [one for one in draft.clauses if one["clause"] != "secret"]
        terms, faults = draft.read(scenario.board)
        assert not faults, kind
        assert terms is not None
        assert kind in [said["clause"] for said in clauses(terms, scenario.board)]


def test_the_line_says_what_the_draft_says(offer: Scenario) -> None:
    for title, terms in shipped(offer, 0):
        draft = of_terms(terms, offer, 0, None)
        draft.secret = True
        read, faults = draft.read(offer.board)
        assert not faults, title
        assert read is not None
        table, row = parsed(draft.line("RUS", offer.board), offer.board)
        assert offer.board.tables[table] == (0, offer.board.states.index("RUS"))
        assert CHANNELS[int(row[CHANNEL])] == "secret"
        assert clauses(read, offer.board) == draft.clauses


def test_clauses_that_deny_each_other_are_named_by_their_numbers(offer: Scenario) -> None:
    draft = begun(offer, "ceasefire", "neutral", "guarantee")
    draft.clauses[1]["level"] = "neutral by treaty"
    draft.clauses[2] |= {"to": draft.clauses[1]["by"], "level": "treaty of alliance"}
    terms, faults = draft.read(offer.board)
    assert terms is None
    assert len(faults) == 1
    assert faults[0].startswith("Clause 3: ")
    assert "(clause 2)" in faults[0]
    assert "joins no alliance" in faults[0]


def test_a_clause_that_leans_on_another_says_so(offer: Scenario) -> None:
    draft = begun(offer, "relief")
    draft.clauses[0]["milestone"] = "ceasefire holds"
    terms, faults = draft.read(offer.board)
    assert terms is None
    assert "waits for a ceasefire" in faults[0]


def test_terms_files_of_the_theatre_are_there_to_begin_with(offer: Scenario) -> None:
    titles = [title for title, _ in shipped(offer, 0)]
    files = Path("maps/ukraine/terms")
    assert len(titles) >= len(list(files.glob("*.yaml")))
    assert len(titles) == len(set(titles))


def test_terms_are_put_together_weighed_and_tabled_by_keys(tmp_path: Path) -> None:
    def made() -> object:
        from wargame.ui.screens import laying

        return laying.begun(Choices("classroom", {"VAL": "human"}, 1, tmp_path))

    player = Driver(Setting(made, "classroom"))  # type: ignore[arg-type]
    player.key("space")
    player.key("d")
    assert not player.widget("Lay this offer ready").enabled
    player.choose("Another clause", "Recognition of title")
    player.by_key("Add it")
    assert player.shows("Meridon recognises Meridon heartland as")
    player.choose("Who binds himself", "Valdoria")
    player.by_key("Lay this offer ready")
    assert "gives what its giver neither holds nor claims" in player.words
    player.focus("regions")
    player.key("end")
    assert player.shows("Put in Valdorian Coast")
    player.by_key("Put in Valdorian Coast")
    player.focus("regions")
    player.key("home")
    player.by_key("Take out Meridon heartland")
    player.choose("Another clause", "Neutrality")
    player.by_key("Add it")
    player.choose("How far", "permanent neutrality by constitution")
    player.choose("Another clause", "A deal kept secret")
    player.by_key("Add it")
    assert "a constitution is not changed in secret" in player.words
    assert not player.widget("Lay this offer ready").enabled
    player.by_key("Remove the one chosen")
    player.choose("Tabled", "in secret")
    assert player.shows("Valdoria, by your own figures")
    assert player.shows("Meridon, as you guess it")
    player.by_key("Lay this offer ready")
    (line,) = player.screen.session.staged("VAL")
    said = json.loads(line.split(maxsplit=3)[3])
    assert said["channel"] == "secret"
    assert [clause["clause"] for clause in said["clauses"]] == ["recognise", "neutral"]
    player.close()
