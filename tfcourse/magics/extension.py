"""The magics that show things."""

import ast
import collections
import importlib

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring

from tfcourse.magics.lines import drawn, unquoted
from tfcourse.magics.live import LiveMagics
from tfcourse.magics.tape import TapeMagics
from tfcourse.viz.descent import OPTIMIZERS
from tfcourse.viz.descent_picture import DescentPicture
from tfcourse.viz.gradient_picture import GradientPicture
from tfcourse.viz.graph_picture import SHOWS, GraphPicture
from tfcourse.viz.info import Info
from tfcourse.viz.scalar_function import parse_numbers, parse_point
from tfcourse.viz.speed import Speed
from tfcourse.viz.tensor_picture import KINDS, TensorPicture
from tfcourse.viz.traced_call import traced_call
from tfcourse.viz.traces import Traces


def _live(name, static):
    """Returns what shows a picture with controls; the picture's where anywidget is not installed.

    Args:
      name: Of the function `explore_<name>` in a module of that name in tfcourse.widgets.
      static: What returns the picture alone, called in the same way.
    """
    try:
        module = importlib.import_module(f"tfcourse.widgets.{name}")
    except ModuleNotFoundError:
        return static
    return getattr(module, f"explore_{name}")


@magics_class
class ShowMagics(Magics):
    """Magics over `tfcourse.viz`."""

    @magic_arguments()
    @line_magic
    def tf_info(self, line):
        """Show the version, the devices and how operations run.

        Example: %tf_info
        """
        parse_argstring(self.tf_info, line)
        return Info()

    @magic_arguments()
    @argument("--start", required=True, help="10 or 5,3; write --start=-1,2 before a minus sign")
    @argument("--lr", default="0.1", help="a learning rate, or up to six: 0.01,0.1,1")
    @argument("--momentum", type=float, default=0.0, help="of sgd and nesterov, from 0 to 1")
    @argument("--steps", type=int, default=50, help="how many steps to take")
    @argument("--optimizer", choices=tuple(OPTIMIZERS), default="sgd")
    @argument("--static", action="store_true", help="a picture without sliders")
    @argument("loss", nargs="+", help="a function of one number, two, or a vector of two")
    @line_magic
    def tf_descent(self, line):
        """Show what learning rates do: paths of gradient descent, losses and a verdict on each.

        Example: %tf_descent loss --start 10 --lr 0.01,0.1,1
        """
        options = parse_argstring(self.tf_descent, line)
        return drawn(
            DescentPicture if options.static else _live("descent", DescentPicture),
            self.shell.ev(unquoted(" ".join(options.loss))),
            drawn(parse_point, options.start),
            drawn(parse_numbers, options.lr),
            options.momentum,
            options.steps,
            options.optimizer,
        )

    @magic_arguments()
    @argument("--at", required=True, help="where: 5 or 5,3; write --at=-1,2 before a minus sign")
    @argument("--analytic", metavar="G", help="the gradient as you derived it, called like F")
    @argument("--width", type=float, default=4.0, help="how far around the point to draw")
    @argument("--dtype", choices=("float32", "float64"), default="float32")
    @argument("--static", action="store_true", help="a picture without sliders")
    @argument("function", metavar="F", nargs="+", help="of one number, two, or a vector of two")
    @line_magic
    def tf_gradient(self, line):
        """Show a function with its gradient, as derived, by finite differences and by autodiff.

        Example: %tf_gradient lambda x: x**2 --at 3
        """
        options = parse_argstring(self.tf_gradient, line)
        evaluate = self.shell.ev
        return drawn(
            GradientPicture if options.static else _live("gradient", GradientPicture),
            evaluate(unquoted(" ".join(options.function))),
            drawn(parse_point, options.at),
            None if options.analytic is None else evaluate(unquoted(options.analytic)),
            options.width,
            options.dtype,
        )

    @magic_arguments()
    @argument("--static", action="store_true", help="a picture alone: no zoom, no selection")
    @argument("--closed", action="store_true", help="begin with all scopes closed")
    @argument(
        "--show",
        choices=SHOWS,
        default="forward",
        help="without gradients, with those of the result, or what XLA makes of it",
    )
    @argument("call", nargs="+", help="a call, such as f(x, y), or a concrete function")
    @line_magic
    def tf_graph(self, line):
        """Show the graph that a call of a function is traced to.

        The values shown of nodes are from a run that leaves variables as they are.

        Example: %tf_graph train_step(images, labels) --show gradient
        """
        options = parse_argstring(self.tf_graph, line)
        call = self._traced(" ".join(options.call))
        scopes = () if options.closed else None

        def picture(call, scopes, show):
            return GraphPicture(call, scopes, show=show)

        explore = picture if options.static else _live("graph", picture)
        return drawn(explore, call, scopes, options.show)

    def _traced(self, text):
        """Returns the trace that a call, as it is written, would run."""
        try:
            call = ast.parse(unquoted(text), mode="eval").body
        except SyntaxError:
            raise UsageError(f"A call is needed, such as f(x, y); got {text!r:.60}") from None
        if not isinstance(call, ast.Call):
            return drawn(traced_call, self.shell.ev(unquoted(text)))
        function = self.shell.ev(ast.unparse(call.func))
        given = ast.Call(ast.Name("_given", ast.Load()), call.args, call.keywords)
        names = collections.ChainMap({"_given": lambda *a, **k: (a, k)}, self.shell.user_ns)
        code = compile(ast.fix_missing_locations(ast.Expression(given)), "<call>", "eval")
        arguments, keywords = eval(code, self.shell.user_global_ns, names)
        return drawn(traced_call, function, *arguments, **keywords)

    @magic_arguments()
    @argument("--kind", choices=KINDS, default="auto", help="how, if not by rank and dtype")
    @argument("--static", action="store_true", help="a picture without a slider over its slices")
    @argument("tensor", nargs="+", help="a tensor, variable or array, or an expression for it")
    @line_magic
    def tf_show(self, line):
        """Show a tensor as a picture: cells, heat map, image, grid of images or histogram.

        Example: %tf_show images[:16]
        """
        options = parse_argstring(self.tf_show, line)
        show = TensorPicture if options.static else _live("tensor", TensorPicture)
        return drawn(show, self.shell.ev(" ".join(options.tensor)), options.kind)

    @magic_arguments()
    @argument("statement", nargs="+", help="an expression or statement, in quotes if it has spaces")
    @line_magic
    def tf_speed(self, line):
        """Time statements side by side, their first runs apart: eager, in a function, in NumPy.

        Example: %tf_speed "f(x)" "tf.function(f)(x)" "np.sum(a * a)"
        """
        options = parse_argstring(self.tf_speed, line)
        statements = [unquoted(statement) for statement in options.statement]
        return drawn(Speed, statements, self.shell.user_ns)

    @magic_arguments()
    @argument("function", nargs="+", help="what @tf.function made, or an expression for it")
    @line_magic
    def tf_retrace(self, line):
        """Show each trace of a function, why it was made, and what would have avoided it.

        Example: %tf_retrace train_step
        """
        options = parse_argstring(self.tf_retrace, line)
        return drawn(Traces, self.shell.ev(" ".join(options.function)))


# What `%load_ext tfcourse` registers.
CLASSES = (ShowMagics, TapeMagics, LiveMagics)
