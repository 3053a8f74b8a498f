"""tf.data: datasets, and what they are iterated over by; loaded when a name of it is first used."""

from tfcourse.core.lazy_room import lazy_room

load, __getattr__, __dir__ = lazy_room(__name__)
