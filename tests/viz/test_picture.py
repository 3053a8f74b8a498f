"""One drawing in every format: escaped, with ids of its own, saved under the ending's format."""

import io
import xml.etree.ElementTree as ElementTree

import matplotlib.image
import numpy as np
import pytest

from tfcourse.viz.colours import PALETTE, SERIES
from tfcourse.viz.drawing import Box, Dot, Drawing, Label, Path, Pixels, shortened
from tfcourse.viz.picture import Picture
from tfcourse.viz.text_width import text_width

HOSTILE = "<script>alert(\"&'x')</script> $x$"


class Sample(Picture):
    label = HOSTILE

    def text(self):
        return "a sample"

    def drawing(self):
        image = np.full([2, 3, 3], 200, np.uint8)
        return Drawing(
            200,
            100,
            [
                Box(10, 10, 60, 20, "operation", title=HOSTILE, key=HOSTILE),
                Path(((70, 20), (120, 20)), "gradient", arrow=True, dashed=True),
                Path(((70, 30), (120, 30)), "input", arrow=True),
                Dot(150, 20, 5, "good"),
                Label(10, 60, HOSTILE, bold=True),
                Pixels(150, 50, 40, 40, image),
            ],
        )


def test_text_of_users_is_escaped():
    root = ElementTree.fromstring(Sample().svg())
    name = "{http://www.w3.org/2000/svg}"
    assert root.get("aria-label") == HOSTILE
    assert root.find(f"{name}text").text == HOSTILE
    assert root.find(f"{name}rect/{name}title").text == HOSTILE
    assert root.find(f"{name}rect").get("data-key") == HOSTILE
    assert not root.findall(f".//{name}script")
    assert "<script" not in Sample().html()


def test_no_two_pictures_share_an_id():
    roots = [ElementTree.fromstring(Sample().svg()) for _ in range(2)]
    ids = [element.get("id") for root in roots for element in root.iter() if element.get("id")]
    assert len(ids) == 4 and len(set(ids)) == 4


def test_a_notebook_gets_html_png_and_text():
    bundle = Sample()._repr_mimebundle_()
    assert sorted(bundle) == ["image/png", "text/html", "text/plain"]
    assert matplotlib.image.imread(io.BytesIO(bundle["image/png"])).shape == (200, 400, 4)
    assert repr(Sample()) == bundle["text/plain"] == "a sample"


def test_the_png_has_the_drawings_marks_where_they_belong():
    image = matplotlib.image.imread(io.BytesIO(Sample()._repr_mimebundle_()["image/png"]))
    at = {name: image[y * 2, x * 2, :3] for name, x, y in (("dot", 150, 20), ("pixels", 170, 70))}
    assert matplotlib.colors.to_hex(at["dot"]) == PALETTE["good"]
    np.testing.assert_allclose(at["pixels"], 200 / 255, atol=0.01)


def test_saving_by_the_ending(tmp_path):
    for ending in ("svg", "png", "html", "txt"):
        Sample().save(tmp_path / f"x.{ending}")
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "x.txt").read_text() == "a sample\n"
    assert "currentColor" not in (tmp_path / "x.svg").read_text()
    ElementTree.parse(tmp_path / "x.svg")
    assert "currentColor" in (tmp_path / "x.html").read_text()
    with pytest.raises(ValueError, match=r"saved as \.svg, \.png, \.html or \.txt, not as 'x.gif'"):
        Sample().save(tmp_path / "x.gif")


def test_without_matplotlib_everything_but_png_shows(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    assert sorted(Sample()._repr_mimebundle_()) == ["text/html", "text/plain"]


def test_text_is_cut_to_its_room():
    assert shortened("short", 100) == "short"
    cut = shortened("a long name of an operation", 80)
    assert cut.endswith("…") and text_width(cut) <= 80


def test_lines_have_colours_of_their_own():
    assert len(set(SERIES)) == len(SERIES)


def test_beside_html_a_large_picture_has_its_upper_left_part():
    class Large(Sample):
        def drawing(self):
            marks = [Box(at * 50, at * 50, 40, 40, title=f"box {at}") for at in range(60)]
            return Drawing(3000, 3000, [*marks, Path(((0, 2500), (10, 2600)))])

    part = Large().drawing().upper_left(1600, 1200)
    assert (part.width, part.height) == (1600, 1200) and len(part.marks) == 24
    image = matplotlib.image.imread(io.BytesIO(Large()._repr_mimebundle_()["image/png"]))
    assert image.shape[:2] == (2400, 3200)
    small = Sample().drawing()
    assert small.upper_left(1600, 1200) is small
