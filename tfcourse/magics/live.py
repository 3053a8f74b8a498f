"""Magics about a training step and a model of the user's own, and the page of what there is."""

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring

from tfcourse.magics.lines import drawn, unquoted
from tfcourse.viz.cheatsheet import TOPICS, Cheatsheet
from tfcourse.viz.descent import OPTIMIZERS
from tfcourse.viz.descent_picture import DescentPicture
from tfcourse.viz.learning_rate_range import checked_model, checked_pair, is_model, step_of
from tfcourse.viz.learning_rate_range_picture import LearningRateRange
from tfcourse.viz.loss_plane import LossPlane, PlaneDescent
from tfcourse.viz.loss_plane_picture import LossPlanePicture
from tfcourse.viz.scalar_function import parse_numbers


@magics_class
class LiveMagics(Magics):
    """Magics over training steps, models, and the cheat sheet."""

    def _evaluated(self, text):
        """Returns the value of an option's expression; None if it was not given."""
        return None if text is None else self.shell.ev(unquoted(text))

    @magic_arguments()
    @argument("--on", metavar="X,Y", help="samples and targets for a model")
    @argument("--data", metavar="BATCHES", help="batches, whose parts the step gets as arguments")
    @argument("--optimizer", metavar="OPT", help="the Keras optimizer that the step uses")
    @argument("--lowest", type=float, default=1e-6, help="the first learning rate")
    @argument("--highest", type=float, default=10.0, help="the last one, if it goes so far")
    @argument("--steps", type=int, default=100, help="how many learning rates to try")
    @argument("--batch", type=int, default=32, help="the size of a model's batches")
    @argument("step", nargs="+", help="step(learning_rate) that returns the loss, or a model")
    @line_magic
    def tf_lr_range(self, line):
        """Run the learning-rate range test: train while the learning rate grows, then go back.

        All variables have their values back afterwards. A step with --optimizer is called without
        a learning rate: it is set.

        Example: %tf_lr_range model --on x,y
        Example: %tf_lr_range train_step --data batches --optimizer optimizer
        """
        options = parse_argstring(self.tf_lr_range, line)
        step, name = drawn(
            step_of,
            self._evaluated(" ".join(options.step)),
            self._evaluated(options.data),
            self._evaluated(options.optimizer),
            self._evaluated(options.on),
            options.batch,
        )
        return drawn(LearningRateRange, step, options.lowest, options.highest, options.steps, name)

    @magic_arguments()
    @argument("--of", metavar="VARIABLES", help="the variables that the loss depends on")
    @argument("--on", metavar="X,Y", help="samples and targets for a model")
    @argument("--along", metavar="D1,D2", help="two directions: lists of arrays like the variables")
    @argument("--seed", type=int, default=0, help="of the random directions that there are else")
    @argument("--reach", type=float, default=1.0, help="how far, times the directions' length")
    @argument("--points", type=int, default=33, help="how many along a side")
    @argument("--lr", help="show descent within the plane instead: 0.1, or up to six rates")
    @argument("--steps", type=int, default=50, help="how many steps of descent")
    @argument("--momentum", type=float, default=0.0, help="of sgd and nesterov, from 0 to 1")
    @argument("--optimizer", choices=tuple(OPTIMIZERS), default="sgd")
    @argument("loss", nargs="+", help="a function that returns the loss, or a compiled Keras model")
    @line_magic
    def tf_landscape(self, line):
        """Show the loss of a model over two directions from where its weights are.

        The directions are random ones of which each filter has the norm of the model's, or those of
        --along. All variables keep their values.

        Example: %tf_landscape model --on x,y --lr 0.1,1
        Example: %tf_landscape "lambda: loss(x, y)" --of weights --along "after,before"
        """
        options = parse_argstring(self.tf_landscape, line)
        plane = self._plane(options)
        if options.lr is None:
            return drawn(LossPlanePicture, plane, options.reach, options.points)
        rates = drawn(parse_numbers, options.lr)
        descent = drawn(PlaneDescent, plane, options.optimizer, options.steps)
        return drawn(
            DescentPicture,
            plane,
            (0.0, 0.0),
            rates,
            options.momentum,
            options.steps,
            options.optimizer,
            descent,
        )

    def _plane(self, options):
        loss = self._evaluated(" ".join(options.loss))
        variables, name = self._evaluated(options.of), getattr(loss, "__name__", "loss")
        if is_model(loss):
            x, y = drawn(checked_pair, self._evaluated(options.on))
            model, name = drawn(checked_model, loss, x), f"loss of {loss.name}"
            variables = model.trainable_variables if variables is None else variables

            def loss():
                return model.compute_loss(x, y, model(x, training=False))

        elif variables is None:
            raise UsageError("The loss of which variables? --of weights; a Keras model knows them.")
        directions = (None, None)
        if options.along is not None:
            directions = self._evaluated(options.along)
            if not isinstance(directions, tuple | list) or len(directions) != 2:
                raise UsageError("Two directions are needed, each a list of arrays: --along d1,d2.")
        return drawn(LossPlane, loss, variables, directions, options.seed, name)

    @magic_arguments()
    @argument("topic", nargs="?", help=f"one of {', '.join(TOPICS)}; all, if none is named")
    @line_magic
    def tf_cheatsheet(self, line):
        """Show what there is, on a page: lines of code that run, and what each gives.

        Example: %tf_cheatsheet shapes
        """
        return drawn(Cheatsheet, parse_argstring(self.tf_cheatsheet, line).topic)
