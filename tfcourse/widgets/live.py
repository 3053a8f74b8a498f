"""Training curves that are drawn again while they grow, and steered when they stand still."""

from tfcourse.viz.picture import Picture
from tfcourse.viz.training_picture import SCALES, TrainingPicture
from tfcourse.viz.training_record import TrainingRecord
from tfcourse.widgets.controls import Choice, Slider
from tfcourse.widgets.live_view import LiveView


class LiveCurves(LiveView):
    """A `TrainingPicture` with a choice of scales and a slider for smoothing.

    A kernel that trains hears nothing: what moves meanwhile is drawn when the cell has ended.

    Args:
      record: What the training tells.
      scale: `linear`, `log` or `auto`.
      smoothing: The share of a curve that is averaged, from 0 to 0.5.
      title: Above all of it.
    """

    def __init__(self, record: TrainingRecord, scale="auto", smoothing=0.02, title=""):
        self._is_running = True

        def draw(scale, smoothing):
            return TrainingPicture(record, scale, smoothing, title)

        super().__init__(
            draw,
            [
                Choice("scale", "scale", SCALES, scale),
                Slider("smoothing", "smoothing", 0.0, 0.5, smoothing, 0.01),
            ],
        )

    def refresh(self, picture: Picture) -> None:
        """Shows a picture of the curves as they are now."""
        self.picture = picture
        self.set_trait("html", picture.html())

    def finish(self, picture: Picture) -> None:
        """Shows the last picture; from now on, all formats and the words go with it."""
        self._is_running = False
        self.refresh(picture)
        self.set_trait("text", picture.text())

    def _repr_mimebundle_(self, **options):
        bundle, metadata = super()._repr_mimebundle_(**options)
        if self._is_running:
            # To make it takes longer than many a step, and the next picture is near.
            bundle.pop("image/png", None)
        return bundle, metadata
