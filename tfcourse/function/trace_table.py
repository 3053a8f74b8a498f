"""The traces of one function, found by the arguments of a call."""


def _accepts(general, shape) -> bool:
    """Says whether a shape is one of a general shape's, None being unknown in both."""
    if general is None:
        return True
    if shape is None or len(general) != len(shape):
        return False
    return all(size is None or size == own for size, own in zip(general, shape, strict=True))


def _accept(general, shapes) -> bool:
    return all(map(_accepts, general, shapes))


def _names_fit(names, given) -> bool:
    """Says whether a trace made for specs of some names takes what is given, perhaps named too."""
    return all(new is None or new == name for name, new in zip(names, given, strict=True))


def _common(first, second):
    """Returns the narrowest shape that two shapes are of."""
    if first is None or second is None or len(first) != len(second):
        return None
    return tuple([one if one == other else None for one, other in zip(first, second, strict=True)])


class TraceTable:
    """Traces by the form of their arguments and the shapes of these.

    Attributes:
      concrete: All traces, in the order in which they were made.
    """

    def __init__(self):
        self.concrete: list = []
        self._by_form: dict[tuple, list] = {}
        self._found: dict[tuple, object] = {}

    def find(self, bound):
        """Returns the narrowest trace that takes a call's arguments, or None."""
        key = bound.form, bound.shapes, bound.names
        found = self._found.get(key)
        if found is None:
            best = None
            for shapes, names, concrete in self._by_form.get(bound.form, ()):
                narrower = best is None or _accept(best, shapes)
                if narrower and _accept(shapes, bound.shapes) and _names_fit(names, bound.names):
                    best, found = shapes, concrete
            if found is not None:
                self._found[key] = found
        return found

    def generalise(self, bound):
        """Gives a call the shapes that earlier traces of its form have in common with it."""
        shapes = bound.shapes
        for others, _, _ in self._by_form.get(bound.form, ()):
            shapes = tuple(map(_common, shapes, others))
        bound.generalise(shapes)

    def add(self, bound, concrete):
        """Keeps a trace; it takes the place of one for the same arguments."""
        self.concrete.append(concrete)
        same_form = self._by_form.setdefault(bound.form, [])
        place = bound.shapes, bound.names
        same_form[:] = [item for item in same_form if item[:2] != place]
        same_form.append((*place, concrete))
        # What was found before may be found narrower now.
        self._found.clear()
