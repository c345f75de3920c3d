"""Curves of few points: thinned out and written as short relative moves, for small pages."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scripts.figures.canvas import COLOURS, DASHES, Axes, Point, format_number


def thin_out(points: np.ndarray, tolerance: float) -> np.ndarray:
    """Leave out points closer than the tolerance to the chain of those kept (Douglas–Peucker)."""
    if len(points) < 3:
        return points
    start, chord = points[0], points[-1] - points[0]
    along = np.clip((points - start) @ chord / max(float(chord @ chord), 1e-9), 0, 1)
    away = np.linalg.norm(points - start - along[:, None] * chord, axis=1)
    far = int(away.argmax())
    if away[far] <= tolerance:
        return points[[0, -1]]
    first, second = thin_out(points[: far + 1], tolerance), thin_out(points[far:], tolerance)
    return np.concatenate((first[:-1], second))


def write_moves(points: np.ndarray, command: str) -> str:
    """Write path data from user units: the first point, then relative moves in tenths.

    A curve that returns in another panel is then the same text again, which compresses well.
    """
    tenths = np.rint(points * 10).astype(int)
    parts = [f"M{format_number(tenths[0, 0] / 10)} {format_number(tenths[0, 1] / 10)}"]
    for dx, dy in np.diff(tenths, axis=0) / 10:
        if command == "l" and dy == 0:
            parts.append(f"h{format_number(dx)}" if dx else "")
        elif command == "l" and dx == 0:
            parts.append(f"v{format_number(dy)}")
        else:
            parts.append(f"{command}{format_number(dx)} {format_number(dy)}")
    return "".join(parts) if command == "l" else "h0".join([*parts, ""])


def draw_curve(
    axes: Axes,
    points: Iterable[Point],
    *,
    stroke: str,
    width: float = 2.2,
    dash: str = "solid",
    tolerance: float = 0.2,
) -> None:
    """Draw a curve as one path, without the points that nobody would miss.

    The points are in the axes' values; the tolerance is in user units of the picture.
    """
    mapped = np.array([(axes.map_x(x), axes.map_y(y)) for x, y in points])
    axes.canvas.add(
        "path", d=write_moves(thin_out(mapped, tolerance), "l"), fill="none",
        stroke=COLOURS[stroke], stroke_width=width, stroke_dasharray=DASHES[dash],
        stroke_linejoin="round",
    )  # fmt: skip
