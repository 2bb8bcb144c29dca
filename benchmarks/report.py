"""The benchmark's output: tables in Markdown, a picture in SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

COLOURS: Final = ("#8c8c8c", "#c9822b", "#b5651d", "#7a5195", "#955196", "#6c757d", "#1f7a4d", "#1b4f9c")
WIDTH: Final = 760
HEIGHT: Final = 300
LEFT: Final = 60
TOP: Final = 40


@dataclass(frozen=True, slots=True)
class Curve:
    """How the mean exam score (percent) of a policy grows with the questions answered."""

    name: str
    answered: Floats
    score: Floats


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def estimate(values: Floats, digits: int = 1) -> str:
    """Return a mean with its standard error."""
    error = values.std(ddof=1) / np.sqrt(len(values))
    return f"{values.mean():.{digits}f} ± {error:.{digits}f}"


def share_closed(scores: Floats, worst: Floats, best: Floats) -> tuple[float, float]:
    """Return which share of the gap between two policies is closed, and its standard error (paired, delta method)."""
    gap = (best - worst).mean()
    share = (scores - worst).mean() / gap
    error = np.std((scores - worst) - share * (best - worst), ddof=1) / np.sqrt(len(scores)) / gap
    return float(share), float(error)


def picture(panels: Mapping[str, Sequence[Curve]]) -> str:
    """Return an SVG with one panel for each family: the exam score over the questions answered."""
    height = (HEIGHT + 30) * len(panels) + 30
    drawn = [_panel(name, curves, (HEIGHT + 30) * i) for i, (name, curves) in enumerate(panels.items())]
    head = '<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="12" '
    head += f'viewBox="0 0 {WIDTH} {height}">'
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *drawn, "</svg>\n"])


def _panel(name: str, curves: Sequence[Curve], top: int) -> str:
    low = np.floor(min(curve.score.min() for curve in curves))
    high = np.ceil(max(curve.score.max() for curve in curves))
    most = max(curve.answered.max() for curve in curves)
    right, bottom = WIDTH - 180, HEIGHT - TOP
    lines = [f'<g transform="translate(0 {top})"><text x="{LEFT}" y="24" font-weight="bold">{name}</text>']
    for level in np.linspace(low, high, 5):
        y = bottom - (level - low) / (high - low) * (bottom - TOP)
        lines.append(
            f'<path d="M{LEFT} {y:.1f}H{right}" stroke="#dddddd"/><text x="20" y="{y + 4:.1f}">{level:.1f}</text>'
        )
    for place, (curve, colour) in enumerate(zip(curves, COLOURS, strict=False)):
        x = LEFT + curve.answered / most * (right - LEFT)
        y = bottom - (curve.score - low) / (high - low) * (bottom - TOP)
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines.append(f'<text x="{right + 10}" y="{TOP + 18 * place}" fill="{colour}">{curve.name}</text>')
    lines.append(
        f'<text x="{LEFT}" y="{bottom + 24}">questions answered (0 to {most:.0f}); exam score in percent</text></g>'
    )
    return "\n".join(lines)
