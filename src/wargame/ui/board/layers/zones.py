"""Zones: what deals in force say about regions, as strokes over the land: recognised, administered, demilitarised."""

from wargame.ui.board.canvas import Canvas
from wargame.ui.board.dealings import Zone
from wargame.ui.board.land import Land
from wargame.ui.board.look import BLACK, Fill, mixed, palette
from wargame.ui.board.modes import Told
from wargame.ui.board.scene import Scene

WORDS = {
    "demilitarise": "Demilitarised zone",
    "recognise": "Title recognised by the deal",
    "administer": "Administered by another",
    "defer": "Status left open",
}


def draw(canvas: Canvas, land: Land, scene: Scene) -> None:
    """Strokes over every region that a deal in force names."""
    for zone in scene.zones:
        plot = land.by_id.get(zone.region)
        if plot is not None and (shown := canvas.on_screen(plot.rings)):
            canvas.texture(shown, fill_of(zone, land))


def fill_of(zone: Zone, land: Land) -> Fill:
    """The strokes that stand for a clause, in the colour of whom it gives to."""
    to = mixed(land.colours.get(zone.to, palette().black), BLACK, 0.25)
    return {
        "demilitarise": Fill(palette().green, "dense" if zone.level > 0.5 else "lines", palette().green, 90),
        "recognise": Fill(to, "cross", to, 0),
        "administer": Fill(to, "lines", to, 0),
        "defer": Fill(palette().black, "dots", mixed(palette().black, (255, 255, 255), 0.3)),
    }[zone.clause]


def legend(scene: Scene, land: Land) -> list[Told]:
    """A line for each kind of clause that is on the map."""
    shown = {zone.clause: fill_of(zone, land) for zone in scene.zones}
    return [(fill._replace(colour=(255, 255, 255)), WORDS[clause]) for clause, fill in shown.items()]
