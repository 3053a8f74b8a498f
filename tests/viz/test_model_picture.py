"""Models as pictures, and `plot_model` where Graphviz is missing."""

import importlib

import pytest

import tfcourse as tf
from tfcourse.viz.drawing import Box, Label, Path
from tfcourse.viz.model_graph import layers_of
from tfcourse.viz.model_picture import ModelPicture, Shown
from tfcourse.viz.picture import CannotDraw

keras = tf.keras
layers = keras.layers


def branched():
    inner = keras.Sequential([keras.Input([2], name="i"), layers.Dense(2, name="d")], name="inner")
    a, b = keras.Input([2], name="a"), keras.Input([2], name="b")
    # Called elsewhere as well, which is no line here.
    inner(keras.Input([2], name="elsewhere"))
    joined = layers.Concatenate(name="join")([inner(a), b])
    return keras.Model([a, b], layers.Dense(1, "relu", name="out")(joined), name="net")


def marks(picture, kind):
    return [mark for mark in picture.drawing().marks if isinstance(mark, kind)]


def texts(picture):
    return [mark.text for mark in marks(picture, Label)]


def test_layers_and_edges():
    graph = layers_of(branched())
    assert {node.key for node in graph.nodes} == {"a", "b", "inner", "join", "out"}
    assert set(graph.edges) == {
        ("a", "inner"),
        ("inner", "join"),
        ("b", "join"),
        ("join", "out"),
    }


def test_nested_models_are_frames():
    graph = layers_of(branched(), expand_nested=True)
    groups = {node.key: (node.group, node.is_group) for node in graph.nodes}
    assert groups["inner"] == (None, True) and groups["inner/d"] == ("inner", False)
    assert ("a", "inner/i") in graph.edges and ("inner/d", "join") in graph.edges
    picture = ModelPicture(branched(), expand_nested=True)
    boxes = {box.key: box for box in marks(picture, Box)}
    frame, layer = boxes["inner"], boxes["inner/d"]
    assert frame.x < layer.x and layer.x + layer.width < frame.x + frame.width
    assert frame.y < layer.y and layer.y + layer.height < frame.y + frame.height


def test_what_boxes_say():
    model = branched()
    shown = Shown(shapes=True, dtypes=True, activations=True, trainable=True)
    said = texts(ModelPicture(model, shown))
    assert "out (Dense)" in said and "activation: relu" in said and "dtype: float32" in said
    assert "(None, 2), (None, 2) -> (None, 4)" in said and "trainable" in said
    assert "Dense" in texts(ModelPicture(model, Shown(names=False)))


@pytest.mark.parametrize("is_wide", [False, True])
def test_directions(is_wide):
    model = keras.Sequential([keras.Input([2], name="in"), layers.Dense(1, name="d")])
    picture = ModelPicture(model, is_wide=is_wide)
    first, last = (next(b for b in marks(picture, Box) if b.key == key) for key in ("in", "d"))
    assert (first.x + first.width < last.x) == is_wide
    assert (first.y + first.height < last.y) != is_wide
    assert len(marks(picture, Path)) == 1


def test_models_with_code_of_the_users_are_one_box():
    class Own(keras.Model):
        def call(self, x):
            return x * 2.0

    model = Own(name="own")
    with pytest.raises(CannotDraw, match="not built"):
        ModelPicture(model)
    model(tf.ones([1, 2]))
    assert texts(ModelPicture(model)) == ["own (Own)"]
    with pytest.raises(CannotDraw, match="A Keras model is needed; got 3"):
        ModelPicture(3)


def test_text_is_escaped():
    model = keras.Sequential([keras.Input([1], name="i"), layers.Dense(1, name="a<b>&c")])
    drawn = ModelPicture(model).svg()
    assert "a&lt;b&gt;&amp;c" in drawn and "a<b>" not in drawn


def test_as_text():
    assert str(ModelPicture(branched())).splitlines()[0] == "model net: 5 layers"
    assert "join (Concatenate)  <- inner, b" in str(ModelPicture(branched()))


@pytest.fixture
def no_graphviz(monkeypatch):
    home = importlib.import_module("keras.src.utils.model_visualization")
    monkeypatch.setattr(home, "check_graphviz", lambda: False)


@pytest.mark.parametrize("name", ["m.svg", "m.png", "m.html"])
def test_plot_model(no_graphviz, tmp_path, name):
    if name.endswith("png"):
        pytest.importorskip("matplotlib")
    path = tmp_path / name
    picture = keras.utils.plot_model(branched(), str(path), show_shapes=True)
    assert isinstance(picture, ModelPicture)
    assert path.stat().st_size > 500
    assert "text/html" in picture._repr_mimebundle_()


def test_plot_model_without_pixels(no_graphviz, tmp_path, monkeypatch):
    def missing(self, path):
        if path.suffix == ".png":
            raise ModuleNotFoundError("No module named 'matplotlib'")
        path.write_text("drawn")

    monkeypatch.setattr(ModelPicture, "save", missing)
    with pytest.warns(UserWarning, match=r"m\.png needs matplotlib"):
        keras.utils.plot_model(branched(), tmp_path / "m.png")
    assert (tmp_path / "m.svg").read_text() == "drawn"


def test_plot_model_of_what_is_not_built(no_graphviz):
    with pytest.raises(ValueError, match="This model has not yet been built"):
        keras.utils.plot_model(keras.Sequential([layers.Dense(1)]))
