"""Offers of a scenario: terms tabled by the calendar, written out or in a file of their own."""

from pathlib import Path

import pytest

from wargame.policies import POLICIES
from wargame.scenario import Scenario, load
from written import TEXT, faults, folder

TERMS = "terms: {between: [AAA, BBB], clauses: [{clause: ceasefire}, {clause: defer, regions: [B1]}]}"
FILE = "between: [AAA, BBB]\nmediator: CCC\nclauses:\n  - {clause: recognise, by: BBB, regions: [B1]}\n"
THIRD = "  CCC: {name: Cland, fictional: Cland, gdp: 9, population: 90000, military_spending: 1}\n"


def war(tmp_path: Path, *offers: str, file: str = FILE) -> Path:
    """A small war with offers, and a third state; the offers start in line 28."""
    (tmp_path / "paper.yaml").write_text(file)
    return folder(tmp_path, TEXT + THIRD + "offers:\n" + "".join(f"  - {{{offer}}}\n" for offer in offers))


def test_offers_are_read_with_their_scenario(tmp_path: Path) -> None:
    path = war(tmp_path, f"turn: 2, by: BBB, {TERMS}", "turn: 3, by: CCC, channel: secret, terms: paper.yaml")
    first, second = load(path, POLICIES).offers
    assert (first.turn, first.proposer, first.channel, first.quarrel) == (2, 1, "public", (0, 1))
    assert first.terms.cease.tolist() == [1.0]
    assert first.terms.defer.sum() == 1.0
    assert (second.turn, second.proposer, second.channel) == (3, 2, "secret")
    assert second.terms.mediator.tolist() == [3.0]
    assert second.terms.recognise[0, 1].sum() == 1.0


def test_a_scenario_has_the_offers_that_it_tells(shipped: Scenario) -> None:
    assert len(shipped.offers) == len(shipped.spec.offers)


def test_the_text_of_a_terms_file_is_part_of_the_scenario_s_seal(tmp_path: Path) -> None:
    seals = [
        load(war(tmp_path, "turn: 3, by: AAA, terms: paper.yaml", file=text), POLICIES).seal
        for text in (FILE, FILE.replace("BBB, regions", "BBB, level: de facto, regions"))
    ]
    assert seals[0] != seals[1]


BAD = {
    f"turn: 9, by: AAA, {TERMS}": ["war.yaml:29:12: found turn 9, expected a turn from 1 to 6, the last"],
    f"turn: 0, by: AAA, {TERMS}": ["war.yaml:29:12: found 0, expected at least 1"],
    f"turn: 1, by: AAB, {TERMS}": [
        "war.yaml:29:19: found unknown seat 'AAB', expected one of AAA, BBB or CCC; nearest is 'AAA'"
    ],
    f"turn: 1, by: CCC, {TERMS}": [
        "war.yaml:29:19: found 'CCC' with terms between 'AAA' and 'BBB', expected a party, or the mediator whom the "
        "terms name"
    ],
    f"turn: 1, by: AAA, channel: loud, {TERMS}": ["war.yaml:29:33: found 'loud', expected one of public or secret"],
    "turn: 1, by: AAA, terms: {between: [AAA, BBB], clauses: [{clause: ceasfire}]}": [
        "war.yaml:29:72: found 'ceasfire', expected a known clause; nearest is 'ceasefire'"
    ],
    "turn: 1, by: AAA, terms: {between: [AAA, BBB], clauses: [{clause: defer, regions: [B3]}]}": [
        "war.yaml:29:89: found unknown region of the theatre 'B3', expected one of B1 or B2"
    ],
    "turn: 1, by: AAA, terms: 3": ["war.yaml:29:31: found 3, expected a mapping or text"],
}


@pytest.mark.parametrize("offer", BAD)
def test_faults_of_offers_are_located(offer: str, tmp_path: Path) -> None:
    assert faults(war(tmp_path, offer)) == BAD[offer]


def test_faults_of_a_terms_file_are_told_once(tmp_path: Path) -> None:
    offers = ["turn: 1, by: AAA, terms: paper.yaml", "turn: 2, by: AAA, terms: paper.yaml"]
    told = "paper.yaml:4:44: found unknown region of the theatre 'B7', expected one of B1 or B2"
    assert faults(war(tmp_path, *offers, file=FILE.replace("B1", "B7"))) == [told]
    (broken,) = faults(war(tmp_path, *offers, file=FILE.replace("mediator", "medator")))
    assert broken.startswith("paper.yaml:2:1: found unknown key 'medator', expected one of title, between, mediator")


def test_a_terms_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (found,) = faults(war(tmp_path, "turn: 1, by: AAA, terms: papre.yaml"))
    assert "no such file as 'papre.yaml'" in found
    assert found.endswith("nearest is 'paper.yaml'")
