"""Benchmark pictures: CPU time of drawing each (median over figures never drawn before), and its size in bytes."""

from __future__ import annotations

import statistics
import time

from bot.drawing.artist import png
from tests.drawing.samples import FULLEST, SAMPLES, variants


def main() -> None:
    """Print a line per picture."""
    named = [*SAMPLES.items(), *((f"fullest {n}", figures) for n, figures in enumerate(FULLEST))]
    for name, figures in named:
        begun = time.process_time()
        size = len(png(figures))
        first = time.process_time() - begun
        times = []
        for _, other in list(variants(figures))[:40] if name in SAMPLES else [("", figures)]:
            png.cache_clear()
            begun = time.process_time()
            png(other)
            times.append(time.process_time() - begun)
        median, most = statistics.median(times), max(times)
        said = f"median {1000 * median:.1f} ms, most {1000 * most:.1f} ms, the very first {1000 * first:.1f} ms"
        print(f"{name:12} {size / 1000:5.1f} KB  {said}")  # noqa: T201 - a command says what it measured


if __name__ == "__main__":
    main()
