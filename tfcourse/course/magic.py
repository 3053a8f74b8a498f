"""`%%tf_check`: an exercise cell that checks itself."""

from IPython.core.error import UsageError
from IPython.core.magic import Magics, cell_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring
from IPython.display import display

from tfcourse.course.exercise import all_exercises, find_exercise


@magics_class
class CheckMagics(Magics):
    """The magic that checks exercises."""

    @magic_arguments()
    @argument("name", nargs="?", help="the exercise, such as tensors.cast")
    @argument("--hint", type=int, default=0, metavar="N", help="show the first N hints as well")
    @argument("--solution", action="store_true", help="show a solution as well")
    @cell_magic
    def tf_check(self, line, cell):
        """Run the cell, then show which expectations of an exercise hold.

        Example:
            %%tf_check tensors.cast --hint 1
            mean_goals = ...
        """
        options = parse_argstring(self.tf_check, line)
        if options.name is None:
            names = ", ".join(exercise.name for exercise in all_exercises())
            raise UsageError(f"%%tf_check needs the name of an exercise: {names}")
        try:
            exercise = find_exercise(options.name)
        except KeyError as error:
            raise UsageError(error.args[0]) from None
        # Run as a cell of its own, an error looks as it does without the magic. The comment keeps
        # its line numbers those that the student sees; other cell magics have to come first.
        comment = "" if cell.startswith("%%") else f"# %%tf_check {line}\n"
        result = self.shell.run_cell(comment + cell)
        if result.success:
            display(exercise.check(self.shell.user_ns, options.hint, options.solution))
