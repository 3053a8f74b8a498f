"""Functions as methods: one function, with its traces, for each object."""

import functools
import types
import weakref


class Instance:
    """The object that a method belongs to; it does not keep the object alive.

    It does until the method was first called: in `Model().run(x)` nothing else does.

    Args:
      instance: The object.
      reference: A weak reference to it, or a function that returns it.
    """

    def __init__(self, instance, reference):
        self._instance = instance
        self._reference = reference

    def release(self):
        """Lets the object go."""
        self._instance = None

    def method(self, function):
        """Returns a function of the class, bound to the object.

        Raises:
          ReferenceError: if the object is gone.
        """
        instance = self._reference()
        if instance is None:
            raise ReferenceError(
                f"The object whose method {function.__qualname__} is called no longer exists: keep "
                "it in a variable."
            )
        return types.MethodType(function, instance)


class MethodTable:
    """The functions made of one method, by the identity of the object."""

    def __init__(self):
        self._functions: dict[int, object] = {}
        self._references: dict[int, object] = {}
        self._latest = None

    def get(self, instance):
        """Returns the function of an object, or None."""
        return self._functions.get(id(instance))

    def add(self, instance, make):
        """Makes the function of an object.

        Args:
          instance: The object.
          make: Called with an `Instance`, makes the function.
        """
        key = id(instance)
        try:
            reference = weakref.ref(instance, lambda _: self._forget(key))
        except TypeError:
            # What no reference can be weak to is kept, or each call would trace anew.
            reference = functools.partial(_same, instance)
        if self._latest is not None:
            self._latest.release()
        self._latest = Instance(instance, reference)
        self._references[key] = reference
        self._functions[key] = make(self._latest)
        return self._functions[key]

    def _forget(self, key):
        del self._references[key], self._functions[key]


def _same(instance):
    return instance
