"""The camera: which part of the plane is seen, and how large. Kilometres in, pixels out; north is up."""

from dataclasses import dataclass, replace

import numpy as np

from wargame.axes import Array

WIDEST, CLOSEST = 0.6, 14.0  # least and most of the scale at which the theatre just fits
STEP = 1.25  # of the scale for a click of the wheel
STRIDE = 0.15  # of the window for a stroke of an arrow key

Frame = tuple[float, float, float, float]  # west, south, east, north, km
Box = tuple[int, int, int, int]  # left, top, width, height, pixels


@dataclass(frozen=True)
class Camera:
    """A window on the plane: the point in its middle, km; its middle on the screen; pixels a km; and its home."""

    x: float
    y: float
    left: float  # of the middle of the window, pixels
    top: float
    scale: float
    home: tuple[float, float, float]  # x, y and scale that show the whole theatre
    frame: Frame

    @classmethod
    def fit(cls, frame: Frame, box: Box) -> "Camera":
        """The camera that shows a frame as large as a box allows."""
        west, south, east, north = frame
        left, top, wide, high = box
        scale = min(max(wide, 1) / max(east - west, 1e-6), max(high, 1) / max(north - south, 1e-6))
        x, y = (west + east) / 2, (south + north) / 2
        return cls(x, y, left + wide / 2, top + high / 2, scale, (x, y, scale), frame)

    def refit(self, box: Box) -> "Camera":
        """The same part of the plane in another box."""
        new = Camera.fit(self.frame, box)
        return replace(new, x=self.x, y=self.y, scale=self.scale * new.home[2] / self.home[2])

    def screen(self, points: Array) -> Array:
        """Points of the plane `[...,2]` on the screen, pixels."""
        flip = np.array([self.scale, -self.scale])
        return np.asarray((np.asarray(points) - (self.x, self.y)) * flip + (self.left, self.top))

    def spot(self, at: tuple[float, float]) -> tuple[float, float]:
        """One point of the plane on the screen, pixels."""
        return self.left + (at[0] - self.x) * self.scale, self.top - (at[1] - self.y) * self.scale

    def plane(self, pos: tuple[float, float]) -> tuple[float, float]:
        """The point of the plane under a point of the screen, km."""
        return self.x + (pos[0] - self.left) / self.scale, self.y - (pos[1] - self.top) / self.scale

    def zoomed(self, pos: tuple[float, float], factor: float) -> "Camera":
        """Nearer or farther; what is under a point of the screen stays under it, as far as the limits allow."""
        least, most = WIDEST * self.home[2], CLOSEST * self.home[2]
        scale = min(max(self.scale * factor, least), most)
        x, y = self.plane(pos)
        x -= (pos[0] - self.left) / scale
        y += (pos[1] - self.top) / scale
        return replace(self, x=x, y=y, scale=scale)

    def panned(self, dx: float, dy: float) -> "Camera":
        """Moved as if the map were pushed by so many pixels; the middle stays near the theatre."""
        west, south, east, north = self.frame
        wide, high = (east - west) / 2, (north - south) / 2
        x = min(max(self.x - dx / self.scale, west - wide), east + wide)
        y = min(max(self.y + dy / self.scale, south - high), north + high)
        return replace(self, x=x, y=y)

    def homed(self) -> "Camera":
        """Back to where all the theatre is seen."""
        x, y, scale = self.home
        return replace(self, x=x, y=y, scale=scale)

    def centred(self, at: tuple[float, float]) -> "Camera":
        """The same scale with another point in the middle."""
        return replace(self, x=at[0], y=at[1])

    @property
    def nearness(self) -> float:
        """The scale against that at which the theatre just fits."""
        return self.scale / self.home[2]
