"""Pictures look as they did when someone last looked at them, whatever patch release of Pillow drew them.

After a change that is meant, look at the new ones: `python -m tests.drawing.test_golden` writes them.
"""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.drawing.artist import png
from tests.drawing.samples import SAMPLES, variants

FOLDER = Path(__file__).parent / "golden"
SHRINK = 3
MEAN = 1.0
"""Of 255, on average over all pixels of the small picture; another version of a font is about 0.3 away."""
BLOCK = 24.0
"""Of 255, in the block of 8 by 8 that differs most."""


def small(drawn: bytes) -> Image.Image:
    with Image.open(io.BytesIO(drawn)) as image:
        return image.convert("RGB").reduce(SHRINK)


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Return the mean difference of two pictures, and that of the block that differs most."""
    if one.size != other.size:
        return 255.0, 255.0
    apart = ImageChops.difference(one, other).convert("L")
    return ImageStat.Stat(apart).mean[0], float(apart.reduce(8).getextrema()[1])  # type: ignore[arg-type]  # one band


@pytest.mark.parametrize("name", SAMPLES)
def test_it_looks_as_before(name: str) -> None:
    with Image.open(FOLDER / f"{name}.png") as image:
        mean, block = difference(image.convert("RGB"), small(png(SAMPLES[name])))
    assert mean < MEAN
    assert block < BLOCK


def test_the_tolerance_does_not_take_one_picture_for_another() -> None:
    goldens = {name: small(png(figures)) for name, figures in SAMPLES.items()}
    for name, figures in SAMPLES.items():
        others = (small(png.__wrapped__(other)) for _, other in itertools.islice(variants(figures), 12))
        for other in (image for key, image in goldens.items() if key != name):
            assert difference(goldens[name], other)[0] > MEAN
        assert any(difference(goldens[name], other)[1] > BLOCK for other in others), name


def test_a_shift_of_a_part_of_a_pixel_is_within_the_tolerance() -> None:
    with Image.open(io.BytesIO(png(SAMPLES["week"]))) as image:
        whole = image.convert("RGB")
    moved = whole.transform(whole.size, Image.Transform.AFFINE, (1, 0, 0.25, 0, 1, 0), Image.Resampling.BILINEAR)
    mean, block = difference(whole.reduce(SHRINK), moved.reduce(SHRINK))
    assert mean < MEAN
    assert block < BLOCK


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for key, drawing in SAMPLES.items():
        small(png(drawing)).save(FOLDER / f"{key}.png", optimize=True)
