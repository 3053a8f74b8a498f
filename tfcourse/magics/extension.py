"""The magics that show things; `%load_ext tfcourse` registers them."""

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring

from tfcourse.viz.info import Info
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.tensor_picture import KINDS, TensorPicture
from tfcourse.viz.traces import Traces


def drawn(picture, *arguments, **options):
    """Returns a picture; what it cannot draw is told in a line, as wrong usage is.

    Args:
      picture: A subclass of `Picture`, or a function that returns one.
      *arguments: Its arguments.
      **options: Its keyword arguments.

    Raises:
      UsageError: The picture takes something else.
    """
    try:
        return picture(*arguments, **options)
    except CannotDraw as error:
        raise UsageError(str(error)) from None


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
    @argument("--kind", choices=KINDS, default="auto", help="how, if not by rank and dtype")
    @argument("tensor", nargs="+", help="a tensor, variable or array, or an expression for it")
    @line_magic
    def tf_show(self, line):
        """Show a tensor as a picture: cells, heat map, image, grid of images or histogram.

        Example: %tf_show images[:16]
        """
        options = parse_argstring(self.tf_show, line)
        return drawn(TensorPicture, self.shell.ev(" ".join(options.tensor)), options.kind)

    @magic_arguments()
    @argument("function", nargs="+", help="what @tf.function made, or an expression for it")
    @line_magic
    def tf_retrace(self, line):
        """Show each trace of a function, why it was made, and what would have avoided it.

        Example: %tf_retrace train_step
        """
        options = parse_argstring(self.tf_retrace, line)
        return drawn(Traces, self.shell.ev(" ".join(options.function)))
