"""The learning-rate explorer: descent again at every move of a slider."""

from tfcourse.viz.descent import OPTIMIZERS, Descent
from tfcourse.viz.descent_picture import DescentPicture
from tfcourse.viz.scalar_function import ScalarFunction
from tfcourse.widgets.controls import Choice, Slider
from tfcourse.widgets.live_view import LiveView

_MOST_STEPS = 200


def explore_descent(
    function, start, learning_rates=(0.1,), momentum=0.0, steps=50, optimizer="sgd"
) -> LiveView:
    """Returns a `DescentPicture` with sliders for learning rate, momentum and steps.

    The first learning rate is the slider's; the others stay beside it to compare with. Each
    optimizer is compiled once, for the most steps there are.

    Args:
      function: Takes one number, two numbers or a vector of two, and returns a scalar tensor.
      start: Where to begin: one number or two.
      learning_rates: The learning rate to begin with, and others to compare it with.
      momentum: For `sgd` and `nesterov`, from 0 to 1.
      steps: How many steps to take, up to 200.
      optimizer: `sgd`, `nesterov`, `adagrad`, `rmsprop` or `adam`.

    Raises:
      CannotDraw: The function takes or returns something else, or there is no such optimizer.
    """
    looked_at = ScalarFunction(function, start)
    most = max(steps, _MOST_STEPS)
    descents = {optimizer: Descent(looked_at, optimizer, most)}
    first, *others = learning_rates

    def draw(learning_rate, momentum, steps, optimizer):
        if optimizer not in descents:
            descents[optimizer] = Descent(looked_at, optimizer, most)
        rates = [learning_rate, *others]
        return DescentPicture(
            function, start, rates, momentum, int(steps), optimizer, descents[optimizer]
        )

    return LiveView(
        draw,
        [
            Slider(
                "learning_rate",
                "learning rate",
                min(1e-4, first),
                max(10.0, first),
                first,
                0.01,
                is_log=True,
            ),
            Slider("momentum", "momentum", 0.0, 0.99, momentum, 0.01),
            Slider("steps", "steps", 1, most, steps, 1),
            Choice("optimizer", "optimizer", tuple(OPTIMIZERS), optimizer),
        ],
    )
