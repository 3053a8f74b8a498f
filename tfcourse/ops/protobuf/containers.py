"""What repeated fields and maps of a message are: lists and dictionaries that know their owner."""

from collections.abc import MutableMapping, MutableSequence


class RepeatedScalarContainer(MutableSequence):
    """The values of a repeated field: a list that accepts only what the field does."""

    __hash__ = None

    def __init__(self, owner, kind, name):
        self._owner = owner
        self._kind = kind
        self._name = name
        self._items = []

    def _checked(self, values):
        return self._kind.check(values, self._name)

    def __getitem__(self, index):
        return self._items[index]

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            self._items[index] = self._checked(value)
        else:
            if not -len(self) <= index < len(self):
                raise IndexError("list index out of range")
            self._items[index] = self._checked([value])[0]
        self._owner._touch()

    def __delitem__(self, index):
        del self._items[index]

    def __len__(self):
        return len(self._items)

    def insert(self, index, value):
        """Puts a value before a position."""
        self._items.insert(index, self._checked([value])[0])
        self._owner._touch()

    def extend(self, values):
        """Adds values at the end."""
        self._items += self._checked(values)
        self._owner._touch()

    def sort(self, key=None, reverse=False):
        """Sorts the values in place."""
        self._items.sort(key=key, reverse=reverse)

    def __eq__(self, other):
        return self._items == list(other) if isinstance(other, (list, type(self))) else False

    def __repr__(self):
        return repr(self._items)


class RepeatedCompositeContainer(MutableSequence):
    """The messages of a repeated field."""

    __hash__ = None

    def __init__(self, owner, message_class):
        self._owner = owner
        self._class = message_class
        self._items = []

    def __getitem__(self, index):
        return self._items[index]

    def __setitem__(self, index, value):
        raise TypeError(f"'{type(self).__name__}' object does not support item assignment")

    def __delitem__(self, index):
        del self._items[index]

    def __len__(self):
        return len(self._items)

    def add(self, **values):
        """Adds a message made of the given field values and returns it."""
        self._items.append(self._class(**values))
        self._owner._touch()
        return self._items[-1]

    def insert(self, index, value):
        """Puts a copy of a message before a position."""
        self._items.insert(index, self._class._made_of(value))
        self._owner._touch()

    def __eq__(self, other):
        return self._items == list(other) if isinstance(other, (list, type(self))) else False

    def __repr__(self):
        return repr(self._items)


class MessageMapContainer(MutableMapping):
    """A map from texts to messages; asking for a missing key makes a message."""

    __hash__ = None

    def __init__(self, owner, message_class):
        self._owner = owner
        self._class = message_class
        self._items = {}

    def __getitem__(self, key):
        if not isinstance(key, str):
            raise TypeError("bad argument type for built-in operation")
        if key not in self._items:
            self._items[key] = self._class()
            self._owner._touch()
        return self._items[key]

    def __setitem__(self, key, value):
        raise ValueError("Message objects may not be assigned")

    def __delitem__(self, key):
        del self._items[key]

    def __contains__(self, key):
        return key in self._items

    def get(self, key, default=None):
        """Returns the message of a key, or `default`; makes none."""
        return self._items.get(key, default)

    def get_or_create(self, key):
        """Returns the message of a key, made if missing."""
        return self[key]

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)

    def __eq__(self, other):
        return self._items == dict(other) if isinstance(other, (dict, type(self))) else False

    def __repr__(self):
        return repr(self._items)
