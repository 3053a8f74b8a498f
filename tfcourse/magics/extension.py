"""The magics that show things; `%load_ext tfcourse` registers them."""

from IPython.core.magic import Magics, line_magic, magics_class
from IPython.core.magic_arguments import magic_arguments, parse_argstring

from tfcourse.viz.info import Info


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
