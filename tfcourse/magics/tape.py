"""The magic that runs a cell under a tape."""

import ast

from IPython.core.error import UsageError
from IPython.core.magic import Magics, cell_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring

from tfcourse.core.tensor import EagerTensor
from tfcourse.magics.lines import drawn, unquoted
from tfcourse.viz.tape_picture import TapePicture
from tfcourse.viz.tape_record import TapeRecord

_NO_TARGET = (
    "End the cell with the tensor to differentiate, or name it: %%tf_tape --target loss; got {}"
)


def _explorer():
    """Returns what shows a tape to step through; a picture where anywidget is not installed."""
    try:
        from tfcourse.widgets.tape import explore_tape
    except ModuleNotFoundError:
        return TapePicture
    return explore_tape


@magics_class
class TapeMagics(Magics):
    """`%%tf_tape`."""

    @magic_arguments()
    @argument("--target", help="what to differentiate; else the cell's last expression")
    @argument("--watch", default="", help="names of tensors to watch as well: x,c")
    @argument("--static", action="store_true", help="a picture of the whole, without a player")
    @cell_magic
    def tf_tape(self, line, cell):
        """Run the cell under a tape, then step through it: operations forward, gradients back.

        Example:
            %%tf_tape --watch x
            x = tf.constant(3.0)
            y = x**2 - 4 * x
            y
        """
        options = parse_argstring(self.tf_tape, line)
        names = [name for name in options.watch.replace(",", " ").split() if name]
        record = TapeRecord(names)
        # The comment keeps the line numbers those that the student sees.
        value = self._run(f"# %%tf_tape {line}\n{cell}", record)
        for name in names:
            if name not in record.watched_names:
                found = self.shell.user_ns.get(name)
                kind = "none" if found is None else f"of type {type(found).__name__}"
                raise UsageError(f"--watch takes names of tensors and Variables; {name} is {kind}.")
        if options.target is not None:
            value = self.shell.ev(unquoted(options.target))
        if not isinstance(value, EagerTensor):
            got = "nothing" if value is None else f"a value of type {type(value).__name__}"
            raise UsageError(_NO_TARGET.format(got))
        return drawn(TapePicture if options.static else _explorer(), record, value)

    def _run(self, cell, record):
        """Runs a cell; returns its last expression's value, or what it assigned to a name last."""
        shell, space = self.shell, self.shell.user_ns
        source = shell.transform_cell(cell)
        file = shell.compile.cache(source, shell.execution_count, raw_code=cell)
        tree = shell.transform_ast(shell.compile.ast_parse(source, filename=file))
        *before, last = tree.body or [ast.Pass(lineno=1, col_offset=0)]
        name = None
        if isinstance(last, ast.Assign) and isinstance(last.targets[-1], ast.Name):
            name = last.targets[-1].id
        try:
            with record:
                if not isinstance(last, ast.Expr):
                    exec(shell.compile(tree, file, "exec"), space)
                    return space.get(name)
                exec(shell.compile(ast.Module(before, []), file, "exec"), space)
                return eval(shell.compile(ast.Expression(last.value), file, "eval"), space)
        finally:
            record.name_results(space)
