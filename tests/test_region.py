"""The map: a networkx graph as it is drawn, and a board of arrays that says the same."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

import worlds
from wargame.board import FAR
from wargame.region import LINKS, SPRINGS, distance_km, graph, isolated, lambert, layout
from wargame.scenario import Scenario

WITHOUT_GROUND = {"NLD", "ESP", "CZE", "DNK", "GRC", "AUT", "KAZ", "CAN", "JPN", "KOR", "ARM", "SRB"}


def test_the_map_is_a_graph_for_any_function_of_networkx(shipped: Scenario) -> None:
    g = shipped.map
    assert type(g) is nx.Graph
    assert nx.is_connected(g)
    assert nx.diameter(g) >= 2
    assert set(nx.betweenness_centrality(g)) == set(g) == set(shipped.board.regions)
    assert len(nx.minimum_spanning_tree(g, weight="km").edges) == len(g) - 1
    assert nx.shortest_path(g, *list(g)[:2])


def test_the_board_agrees_with_the_graph(shipped: Scenario, small: Scenario) -> None:
    for scenario in (shipped, small):
        agrees(scenario)


@given(worlds.scenarios())
def test_the_board_of_a_generated_world_agrees_with_its_graph(scenario: Scenario) -> None:
    assert nx.is_connected(scenario.map)
    assert nx.check_planarity(scenario.map)[0]
    agrees(scenario)


def agrees(scenario: Scenario) -> None:
    """Every array of the board says what the graph says."""
    b, g = scenario.board, scenario.map
    C, H = b.contested, b.holders
    assert sorted(b.regions) == sorted(g)
    for n, region in enumerate(b.regions):
        facts = g.nodes[region]
        assert b.area[n] == facts["area_km2"]
        assert b.side[n] == pytest.approx(facts["area_km2"] ** 0.5)
        assert (b.sovereign[n] == -1) == (facts.get("state") not in b.states)
        assert b.sovereign[n] == -1 or b.states[b.sovereign[n]] == facts["state"]
        fought = {frozenset(pair) for pair in scenario.spec.wars}
        who = {b.states[s] for s in b.holder[:, n] if s >= 0}
        foes = facts["kind"] == "land" and any(frozenset(pair) in fought for pair in combinations(who, 2))
        assert (n < C) == foes
    ways = {(h, n): set() for h in range(H) for n in range(C)}
    shape = b.width.shape
    near, span = b.near.reshape(shape), b.span.reshape(shape)
    for k, h, n in np.ndindex(shape):
        if b.haul[k, h, n] < FAR:
            there, other = divmod(int(near[k, h, n]), C)
            link = g.edges[b.regions[n], b.regions[other]]
            assert b.holder[there, other] == b.holder[h, n] >= 0
            assert b.haul[k, h, n] == LINKS[link["type"]][1]
            assert b.width[k, h, n] <= link.get("km", 0.0)
            assert (span[k, h, n] > 0) == bool(link.get("bridges"))
            ways[h, n].add(other)
    for (h, n), others in ways.items():
        mine = {m for m in range(C) if b.holder[h, n] >= 0 and b.holder[h, n] in b.holder[:, m]}
        assert others == {m for m in mine if g.has_edge(b.regions[n], b.regions[m])}
    assert (b.slots.sum(axis=1) == b.valid.reshape(-1)).all()


def test_generated_layouts_are_what_they_say() -> None:
    kinds = {name: make().board for name, make in worlds.KINDS.items()}
    assert [kinds[name].holders for name in ("two-sides", "three-sides", "mixed-pairs", "mixed-threes")] == [2, 3, 2, 3]
    assert {name for name, b in kinds.items() if b.aligned} == {"two-sides", "three-sides", "least"}
    mixed = kinds["mixed-threes"]
    assert len({int(s) for s in mixed.holder[0, : mixed.contested]}) > 2
    assert (mixed.valid.sum(axis=0) == 2).any()
    assert (mixed.valid.sum(axis=0) == 3).any()
    assert ((mixed.holder >= 0).sum(axis=0) == 1).any()
    assert kinds["at-peace"].contested == 0
    assert all(b.wholes for b in kinds.values())


def test_rivals_are_the_other_holders_at_war(small: Scenario) -> None:
    b = small.board
    at_war = {(who, whom) for who, whom, kind in b.pairs if kind == "war"}
    for k, h, n in np.ndindex(b.rival.shape):
        pair = (int(b.holder[h, n]), int(b.holder[(h + k + 1) % b.holders, n]))
        d = int(b.rival[k, h, n])
        assert (d < len(b.pairs)) == (pair in at_war)
        assert d == len(b.pairs) or b.pairs[d] == (*pair, "war")


# The flagship's map


def test_kherson_is_cut_at_the_dnipro(ukraine: Scenario) -> None:
    b, g = ukraine.board, ukraine.map
    assert [b.regions[n] for n in b.wholes["UA-65"]] in (["UA-65-L", "UA-65-R"], ["UA-65-R", "UA-65-L"])
    left, right = g.nodes["UA-65-L"]["area_km2"], g.nodes["UA-65-R"]["area_km2"]
    assert left / (left + right) == pytest.approx(0.74, abs=0.01)
    assert g.edges["UA-65-L", "UA-65-R"]["type"] == "river"
    assert g.edges["UA-65-L", "UA-65-R"]["bridges"] == 2
    assert "UA-65-L:UA-65-R" in b.bridges


def test_twelve_states_have_seats_and_no_ground(ukraine: Scenario) -> None:
    b = ukraine.board
    grounded = {b.states[s] for s in (*b.holder.reshape(-1), *b.sovereign) if s >= 0}
    assert set(b.states) - grounded == WITHOUT_GROUND
    assert set(ukraine.spec.states) == set(b.states)


def test_the_two_sides_fight_over_every_oblast_and_some_of_russia(ukraine: Scenario) -> None:
    theatre = set(ukraine.board.regions[: ukraine.board.contested])
    oblasts = {
        region
        for region, facts in ukraine.map.nodes(data=True)
        if facts.get("state") == "UKR" and facts["kind"] == "land"
    }
    assert oblasts < theatre
    assert {"RU-BEL", "RU-KRS"} < theatre
    assert not any(region.startswith("SEA") for region in theatre)
    assert len(oblasts) == 26  # 24 oblasts, one of them cut in two, and Crimea


def test_distances_on_the_map_are_those_on_the_ground(ukraine: Scenario) -> None:
    label = {region: facts["label"] for region, facts in ukraine.map.nodes(data=True) if facts.get("label")}
    assert distance_km(label["UA-32"], label["UA-63"]) == pytest.approx(410.0, rel=0.15)  # Kyiv to Kharkiv by air
    assert distance_km((0.0, 0.0), (90.0, 0.0)) == pytest.approx(6371.0 * np.pi / 2.0)
    flat = {region: lambert(*place) for region, place in label.items()}
    for a, b in ukraine.map.edges:
        if a in flat and b in flat and all(40.0 < label[x][1] < 60.0 and 20.0 < label[x][0] < 45.0 for x in (a, b)):
            drawn = float(np.hypot(*np.subtract(flat[a], flat[b])))
            assert drawn == pytest.approx(distance_km(label[a], label[b]), rel=0.02)


def test_isolated_regions_are_found() -> None:
    features = [{"properties": {"id": name, "kind": "land"}} for name in "ABCDE"] + [
        {"properties": {"id": "Z", "kind": "context"}}
    ]
    links = [{"between": ["A", "B"]}, {"between": ["B", "C"]}, {"between": ["D", "E"]}]
    assert isolated(graph(features, links)) == ["D", "E"]
    assert isolated(graph(features, [*links, {"between": ["C", "D"]}])) == []


def test_a_region_may_leave_out_terrain_and_area() -> None:
    g = graph([{"properties": {"id": "A", "kind": "offmap"}}], [])
    assert (g.nodes["A"]["terrain"], g.nodes["A"]["area_km2"]) == ("none", 1.0)


@pytest.mark.parametrize("regions", [12, 2 * SPRINGS])
def test_a_map_without_outlines_is_laid_out_so_that_links_are_short(regions: int) -> None:
    g = worlds.generated(4, regions, 2, 1, 3, True).map
    places = layout(g)
    assert places == layout(g)
    assert set(places) == set(g)
    linked = np.mean([np.hypot(*np.subtract(places[a], places[b])) for a, b in g.edges])
    others = np.mean([np.hypot(*np.subtract(places[a], places[b])) for a, b in combinations(sorted(g), 2)])
    assert 0.3 < linked < 3.0
    assert others > 2.0 * linked
