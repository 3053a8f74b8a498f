"""Writes the public surface of `tfcourse` as a type stub, from the package as it is imported.

    python tools/stubs.py           write tfcourse/__init__.pyi
    python tools/stubs.py --check   fail if the file there is another one

The namespaces (`tf.math`, `tf.nn`, ...) are built while the package is imported, so editors and
type checkers see them only here; and a change of what is public is seen in review. A namespace
is written as a class, as a stub cannot hold a module.
"""

import inspect
import math
import shutil
import subprocess
import sys
from pathlib import Path

import tfcourse
import tfcourse.data
import tfcourse.saved_model
from tfcourse.core.export import exported
from tfcourse.core.tensor import EagerTensor, Tensor

STUB = Path(tfcourse.__file__).with_suffix(".pyi")
HEADER = """\
# Written by tools/stubs.py (make stubs); not to be edited.
import builtins as _builtins
from typing import Any as _Any

"""
SCALARS = (bool, int, float, str, bytes)
# Of the names that the language gives a meaning to: those that say what an object can do.
SHOWN_ANYWAY = {"__init__", "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"}
# With `__getattr__` every attribute would seem to exist.
UNSHOWN = {"__annotations__", "__dict__", "__getattr__", "__module__", "__slots__", "__weakref__"}
UNSHOWN |= {"__firstlineno__", "__static_attributes__"}
UNSHOWN |= set(vars(object)) - SHOWN_ANYWAY


def public_objects():
    """Returns every public object by its dotted name below the package."""
    tfcourse.data.load()
    tfcourse.saved_model.load_names()
    objects = {
        name: value
        for name, value in vars(tfcourse).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }
    return {**objects, **exported()}


class Stub:
    """The text of the stub, as it grows.

    Args:
      objects: Every public object by its dotted name.
    """

    def __init__(self, objects):
        self.objects = objects
        self.names = {}
        # The name nearest to the top is where an object is written; the others refer to it.
        for name in sorted(objects, key=self.distance):
            if not isinstance(objects[name], SCALARS):
                self.names.setdefault(id(objects[name]), name)
        kinds = [*SCALARS, *(value for value in objects.values() if isinstance(value, type))]
        self.kinds = {kind.__name__: kind for kind in kinds}

    def distance(self, name):
        """Orders an object's names: short paths first, and its own name before an alias."""
        value = self.objects[name]
        own_name = getattr(value, "__name__", getattr(value, "name", None))
        return name.count("."), name.rpartition(".")[2] != own_name, name

    def text(self):
        """Returns the whole file."""
        return HEADER + "\n".join(self.namespace(""))

    def namespace(self, prefix):
        """Returns the lines of one namespace, its objects first, then those within it."""
        inside = [name for name in self.objects if name.startswith(prefix)]
        own = [name for name in inside if "." not in name[len(prefix) :]]
        own.sort(key=lambda name: (self.rank(name), name.lower(), name))
        lines = [line for name in own for line in self.member(name)]
        deeper = {name[len(prefix) :].partition(".")[0] for name in inside if name not in own}
        for part in sorted(part for part in deeper if prefix + part not in self.objects):
            lines += [f"class {part}:", *indented(self.namespace(f"{prefix}{part}."))]
        return lines

    def rank(self, name):
        """Orders classes before what may refer to them, and bases before what is made of them."""
        value = self.objects[name]
        return len(value.__mro__) if isinstance(value, type) else 1000

    def member(self, name):
        """Returns the lines that define one public name, or refer to where it is defined."""
        value = self.objects[name]
        own_name = name.rpartition(".")[2]
        first = self.names.get(id(value), name)
        if first != name:
            if "." in first:
                return [f"{own_name} = {first}"]
            return [f"from tfcourse import {first} as {own_name}"]
        if isinstance(value, type):
            return self.class_lines(name, value)
        if inspect.isroutine(value):
            lines = self.function_lines(own_name, value)
            return ["@staticmethod", *lines] if "." in name else lines
        return [f"{own_name}: {'None' if value is None else self.type_name(type(value))}"]

    def class_lines(self, name, kind):
        """Returns the lines of a class; what it inherits from a private class counts as its own."""
        namespace, _, own_name = name.rpartition(".")
        bases = [self.type_name(base) for base in kind.__mro__[1:-1]]
        # Inside a namespace that is being written, its name is not known yet.
        bases = [base.removeprefix(f"{namespace}.") for base in bases if base != "_Any"][:1]
        hidden = [base for base in kind.__mro__ if base is not object and not self.is_written(base)]
        sources = [kind, *(base for base in hidden if base.__module__.startswith("tfcourse"))]
        if kind is Tensor:
            # What functions are said to return is nearly always the kind with a value.
            sources.append(EagerTensor)
        members = {}
        for source in reversed(sources):
            slots = {slot: None for slot in vars(source).get("__slots__", ())}
            members |= slots | vars(source)
        lines = [documentation(kind)]
        for member, value in sorted(members.items()):
            if member not in UNSHOWN and not is_private(member):
                lines += self.class_member(member, value)
        return [f"class {own_name}({', '.join(bases)}):", *indented(lines)]

    def class_member(self, name, value):
        """Returns the lines of one attribute or method."""
        if isinstance(value, staticmethod | classmethod):
            return [f"@{type(value).__name__}", *self.function_lines(name, value.__func__)]
        if inspect.isfunction(value):
            return self.function_lines(name, value)
        if isinstance(value, property):
            head = f"def {name}(self) -> {self.returned(value.fget)}:"
            described = value if inspect.isfunction(value.fget) else None
            return ["@property", head, *indented([documentation(described)])]
        return [f"{name}: _Any"]

    def function_lines(self, name, function):
        """Returns the lines of a function: its parameters, what it returns, its first line."""
        head = f"def {name}({parameters(function)}) -> {self.returned(function)}:"
        return [head, *indented([documentation(function)])]

    def returned(self, function):
        """Returns the annotation of a function's result, as far as it can be told."""
        operation = getattr(function, "op", None)
        if operation is not None and operation.signature is not None:
            outputs = operation.signature.outputs
            return "Tensor" if len(outputs) == 1 and not outputs[0].is_list else "_Any"
        annotation = getattr(function, "__annotations__", {}).get("return", inspect.Parameter.empty)
        if annotation is None or getattr(function, "__name__", "") == "__init__":
            return "None"
        return self.type_name(self.kinds.get(annotation, annotation))

    def is_written(self, kind):
        """Whether a class has a line of its own in the stub."""
        return id(kind) in self.names

    def type_name(self, kind):
        """Returns how the stub refers to a class, and `_Any` for what is no class it knows."""
        if self.is_written(kind):
            return self.names[id(kind)]
        is_builtin = isinstance(kind, type) and kind.__module__ == "builtins"
        return f"_builtins.{kind.__name__}" if is_builtin else "_Any"


def is_private(name):
    """Whether a name is neither public nor one that the language gives a meaning to."""
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def parameters(function):
    """Returns a function's parameters without annotations, defaults shown where they are short."""
    try:
        signature = inspect.signature(function)
    except ValueError:
        return "*args, **kwargs"
    shown = []
    for parameter in signature.parameters.values():
        default = parameter.default
        is_infinite = isinstance(default, float) and not math.isfinite(default)
        is_plain = isinstance(default, (*SCALARS, type(None))) and not is_infinite
        if default is not parameter.empty and not is_plain:
            parameter = parameter.replace(default=...)
        shown.append(parameter.replace(annotation=parameter.empty))
    return str(inspect.Signature(shown))[1:-1].replace("Ellipsis", "...")


def documentation(value):
    """Returns the first line of an object's documentation, as a docstring."""
    line = ((value and value.__doc__) or "").strip().partition("\n")[0]
    line = line.replace("\\", "\\\\").replace('"""', "'''")
    return f'"""{line}"""' if line else "..."


def indented(lines):
    """Returns the lines as the body of what stands before them."""
    return [f"    {line}" for line in lines]


def formatted(source):
    """Returns the source in the project's format."""
    ruff = shutil.which("ruff", path=Path(sys.executable).parent) or "ruff"
    command = [ruff, "format", "--stdin-filename", str(STUB), "-"]
    return subprocess.run(command, input=source, text=True, check=True, stdout=-1).stdout


def main():
    text = formatted(Stub(public_objects()).text())
    if "--check" not in sys.argv:
        STUB.write_text(text, encoding="utf-8")
    elif not STUB.exists() or STUB.read_text(encoding="utf-8") != text:
        return f"{STUB.name} is not the public surface as it is now: run make stubs, read the diff"
    return 0


if __name__ == "__main__":
    sys.exit(main())
