"""A tensor as a picture, slice by slice: a slider goes through what is too much for one view."""

from tfcourse.viz.picture import Picture
from tfcourse.viz.tensor_picture import TensorPicture
from tfcourse.widgets.controls import Slider
from tfcourse.widgets.live_view import LiveView

_IMAGES = 16


def explore_tensor(value, kind: str = "auto") -> LiveView | Picture:
    """Returns a `TensorPicture` with a slider over its slices, or over its images if many.

    Args:
      value: A tensor, a variable or what `tf.convert_to_tensor` takes.
      kind: `auto`, `values`, `image` or `histogram`.

    Returns:
      The picture alone where all of it is in one view.

    Raises:
      CannotDraw: The value is no tensor, or of a rank or dtype that the kind does not show.
    """
    picture = TensorPicture(value, kind)
    most = _IMAGES if picture.kind == "image" else 1
    if picture.parts <= most:
        return picture
    last = picture.parts - most
    label = "first image" if picture.kind == "image" else "slice"
    return LiveView(
        lambda first: picture.showing(int(first), most),
        [Slider("first", label, 0, last, 0, most if last > most else 1)],
    )
