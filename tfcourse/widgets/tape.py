"""A tape to step through: forward operation by operation, and back."""

from tfcourse.viz.tape_picture import TapePicture
from tfcourse.widgets.controls import Player
from tfcourse.widgets.live_view import LiveView


def explore_tape(record, target=None) -> LiveView:
    """Returns a `TapePicture` with a player; it begins with the whole, as it is at the end.

    Args:
      record: What `recording` gave.
      target: The tensor to differentiate; by default the last result that has a gradient.

    Raises:
      CannotDraw: There is no such target, or more ran than can be drawn.
    """
    whole = TapePicture(record, target)
    player = Player("moment", "step", 0, whole.last, whole.last, 1)
    return LiveView(lambda moment: whole.at(int(moment)), [player])
