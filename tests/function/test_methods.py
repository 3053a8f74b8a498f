"""Functions as methods: traces of its own for each object, and no object kept."""

import dataclasses
import gc
import weakref

import pytest

import tfcourse as tf


class Model:
    def __init__(self, factor=2.0):
        self.factor = factor
        self.seen = []

    @tf.function
    def run(self, x):
        self.seen.append(type(self))
        return x * self.factor


def test_each_object_has_its_traces():
    one, two = Model(), Model(3.0)
    for _ in range(2):
        assert float(one.run(tf.constant(1.0))) == 2.0
        assert float(two.run(tf.constant(1.0))) == 3.0
    assert one.seen == two.seen == [Model]
    assert one.run is one.run


def test_an_object_is_not_kept():
    model = Model()
    model.run(tf.constant(1.0))
    run, gone = model.run, weakref.ref(model)
    del model
    gc.collect()
    assert gone() is None
    assert float(run(tf.constant(2.0))) == 4.0
    with pytest.raises(ReferenceError, match=r"Model.run is called no longer exists"):
        run(tf.constant([1.0]))


def test_an_object_made_for_one_call():
    assert float(Model(5.0).run(tf.constant(1.0))) == 5.0


def test_objects_without_hash_or_weak_references():
    @dataclasses.dataclass
    class Point:
        x: float

        @tf.function
        def shifted(self, by):
            return self.x + by

    class Slotted:
        __slots__ = ()

        @tf.function
        def same(self, x):
            return x

    one, other, slotted = Point(1.0), Point(1.0), Slotted()
    for _ in range(3):
        assert float(one.shifted(tf.constant(1.0))) == 2.0
        assert int(slotted.same(tf.constant(1))) == 1
    assert one.shifted.experimental_get_tracing_count() == 1
    assert slotted.same.experimental_get_tracing_count() == 1
    assert one.shifted is not other.shifted
