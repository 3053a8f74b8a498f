"""tf.train.Example: features by their names, as record files hold them."""

from typing import ClassVar

from tfcourse.core.export import export
from tfcourse.ops.protobuf.message import Field, Message, known_by

_FEATURE = "tensorflow.core.example.feature_pb2"
_EXAMPLE = "tensorflow.core.example.example_pb2"


@export("train.BytesList")
@known_by(_FEATURE)
class BytesList(Message):
    """Byte strings: the values of a feature.

    Args:
      **values: `value`, an iterable of `bytes`.

    Example:
      >>> import tfcourse as tf
      >>> tf.train.BytesList(value=[b"a", b"b"]).value
      [b'a', b'b']

    Source: `tf.train.BytesList`.
    """

    fields: ClassVar = (Field(1, "value", "bytes", "many"),)


@export("train.FloatList")
@known_by(_FEATURE)
class FloatList(Message):
    """Numbers of 32 bits: the values of a feature.

    Args:
      **values: `value`, an iterable of floats.

    Example:
      >>> import tfcourse as tf
      >>> tf.train.FloatList(value=[0.5, 2]).value
      [0.5, 2.0]

    Source: `tf.train.FloatList`.
    """

    fields: ClassVar = (Field(1, "value", "float", "many"),)


@export("train.Int64List")
@known_by(_FEATURE)
class Int64List(Message):
    """Integers: the values of a feature.

    Args:
      **values: `value`, an iterable of integers.

    Example:
      >>> import tfcourse as tf
      >>> tf.train.Int64List(value=[1, 2]).value
      [1, 2]

    Source: `tf.train.Int64List`.
    """

    fields: ClassVar = (Field(1, "value", "int64", "many"),)


@export("train.Feature")
@known_by(_FEATURE)
class Feature(Message):
    """The values of one feature: byte strings, floats or integers.

    Args:
      **values: One of `bytes_list`, `float_list` and `int64_list`.

    Example:
      >>> import tfcourse as tf
      >>> print(tf.train.Feature(int64_list=tf.train.Int64List(value=[7])), end="")
      int64_list {
        value: 7
      }

    Source: `tf.train.Feature`.
    """

    fields: ClassVar = (
        Field(1, "bytes_list", BytesList, oneof="kind"),
        Field(2, "float_list", FloatList, oneof="kind"),
        Field(3, "int64_list", Int64List, oneof="kind"),
    )


@export("train.Features")
@known_by(_FEATURE)
class Features(Message):
    """Features by their names.

    Args:
      **values: `feature`, a dictionary of `tf.train.Feature`s.

    Source: `tf.train.Features`.
    """

    fields: ClassVar = (Field(1, "feature", Feature, "map"),)


@export("train.FeatureList")
@known_by(_FEATURE)
class FeatureList(Message):
    """One feature at each step of a sequence.

    Args:
      **values: `feature`, a list of `tf.train.Feature`s.

    Source: `tf.train.FeatureList`.
    """

    fields: ClassVar = (Field(1, "feature", Feature, "many"),)


@export("train.FeatureLists")
@known_by(_FEATURE)
class FeatureLists(Message):
    """Features of a sequence by their names.

    Args:
      **values: `feature_list`, a dictionary of `tf.train.FeatureList`s.

    Source: `tf.train.FeatureLists`.
    """

    fields: ClassVar = (Field(1, "feature_list", FeatureList, "map"),)


@export("train.Example")
@known_by(_EXAMPLE)
class Example(Message):
    """One example of a data set: its features by their names.

    Args:
      **values: `features`, a `tf.train.Features`.

    Example:
      >>> import tfcourse as tf
      >>> feature = tf.train.Feature(float_list=tf.train.FloatList(value=[1.5]))
      >>> example = tf.train.Example(features=tf.train.Features(feature={"x": feature}))
      >>> data = example.SerializeToString()
      >>> tf.train.Example.FromString(data).features.feature["x"].float_list.value
      [1.5]

    Source: `tf.train.Example`.
    """

    fields: ClassVar = (Field(1, "features", Features),)


@export("train.SequenceExample")
@known_by(_EXAMPLE)
class SequenceExample(Message):
    """One sequence of a data set: features of the whole and features of each step.

    Args:
      **values: `context`, a `tf.train.Features`, and `feature_lists`, a `tf.train.FeatureLists`.

    Source: `tf.train.SequenceExample`.
    """

    fields: ClassVar = (Field(1, "context", Features), Field(2, "feature_lists", FeatureLists))
