"""tf.saved_model: objects with functions, written to files; loaded when a name is first used."""

from tfcourse.core.lazy_room import lazy_room

load_names, __getattr__, __dir__ = lazy_room(__name__)
