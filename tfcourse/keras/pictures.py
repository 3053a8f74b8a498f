"""`plot_model`: by Graphviz where it is there, else a picture of ours."""

import functools
import importlib
import pathlib
import warnings

_HOME = "keras.src.utils.model_visualization"


def with_own_picture(function):
    """Returns `plot_model` as it is here; any other function as it is.

    Args:
      function: Keras's.
    """
    is_plot = function.__module__ == _HOME and function.__name__ == "plot_model"
    return _plotting(function) if is_plot else function


def _plotting(original):
    @functools.wraps(original)
    def plot_model(
        model,
        to_file="model.png",
        show_shapes=False,
        show_dtype=False,
        show_layer_names=False,
        rankdir="TB",
        expand_nested=False,
        dpi=200,
        show_layer_activations=False,
        show_trainable=False,
        **kwargs,
    ):
        home = importlib.import_module(_HOME)
        if not model.built or home.check_graphviz():
            return original(
                model,
                to_file,
                show_shapes,
                show_dtype,
                show_layer_names,
                rankdir,
                expand_nested,
                dpi,
                show_layer_activations,
                show_trainable,
                **kwargs,
            )
        # Pictures are a later room, which is asked for when one is wanted.
        pictures = importlib.import_module("tfcourse.viz.model_picture")
        shown = pictures.Shown(
            names=show_layer_names,
            shapes=show_shapes,
            dtypes=show_dtype,
            activations=show_layer_activations,
            trainable=show_trainable,
        )
        picture = pictures.ModelPicture(model, shown, rankdir == "LR", expand_nested)
        if to_file is not None:
            _save(picture, pathlib.Path(to_file))
        return picture

    return plot_model


def _save(picture, path):
    try:
        picture.save(path)
    except ModuleNotFoundError:
        # Matplotlib, which draws pixels.
        other = path.with_suffix(".svg")
        picture.save(other)
        warnings.warn(
            f"{path.name} needs matplotlib (pip install matplotlib): the picture is in {other}.",
            stacklevel=3,
        )
