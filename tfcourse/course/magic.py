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
    @argument("name", nargs="?", help="the exercise, such as tensors.celsius")
    @argument("--hint", type=int, default=0, metavar="N", help="show the first N hints as well")
    @cell_magic
    def tf_check(self, line, cell):
        """Run the cell, then show which expectations of an exercise hold.

        Example:
            %%tf_check tensors.celsius
            celsius = (fahrenheit - 32) / 1.8
        """
        options = parse_argstring(self.tf_check, line)
        if options.name is None:
            names = ", ".join(exercise.name for exercise in all_exercises())
            raise UsageError(f"%%tf_check needs the name of an exercise: {names}")
        try:
            exercise = find_exercise(options.name)
        except KeyError as error:
            raise UsageError(error.args[0]) from None
        # The cell as the student wrote it: an error of theirs looks as it does without the magic.
        result = self.shell.run_cell(cell)
        if not result.success:
            return
        display(exercise.check(self.shell.user_ns))
        for number, hint in enumerate(exercise.hints[: options.hint], 1):
            print(f"Hint {number}: {hint}")
