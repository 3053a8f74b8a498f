"""Files that were spoilt, or written to do harm: nothing of them runs, errors say what is wrong."""

import copy
import hashlib
import json
import random
import shutil
import zipfile

import jax
import jax.export
import numpy as np
import pytest

import tfcourse as tf
from tfcourse.core.errors import DataLossError


def test_the_copy_is_sound(saved):
    loaded = tf.saved_model.load(saved)
    assert loaded(tf.ones([3, 2])).numpy().tolist() == [6.0, 6.0, 6.0]


def node(manifest, kind):
    """The first node of a kind."""
    return next(node for node in manifest["nodes"] if node["kind"] == kind)


def trace(manifest):
    """The first trace of the first function."""
    return node(manifest, "function")["traces"][0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: m.update(format="other"), "no manifest"),
        (lambda m: m.update(version=2), r"version 2 of the format, .* newer tfcourse"),
        (lambda m: m.update(version="1"), "version '1'"),
        (lambda m: m.update(nodes={}), "another kind of value"),
        (lambda m: m.update(nodes=[]), "no position"),
        (lambda m: m["nodes"].append(3), "another kind of value"),
        (lambda m: m["nodes"].append({"kind": "os.system"}), "'os.system' is no kind of object"),
        (lambda m: m["nodes"].append({"kind": ["list"]}), "another kind of value"),
        (lambda m: m.pop("signatures"), "another kind of value"),
        (lambda m: node(m, "object")["items"].update(v=10**6), "no position"),
        (lambda m: node(m, "object")["items"].update(v=-1), "no position"),
        (lambda m: node(m, "object")["items"].update(v=True), "no position"),
        (lambda m: node(m, "object")["items"].update(__class__=0), "'__class__' is no name"),
        (lambda m: node(m, "object")["items"].update(__reduce__=0), "'__reduce__' is no name"),
        (lambda m: node(m, "object")["items"].update({"a b": 0}), "'a b' is no name"),
        (lambda m: node(m, "list").update(items=["x"]), "no position"),
        (lambda m: node(m, "variable").update(dtype="object"), "dtype 'object'"),
        (lambda m: node(m, "variable").update(dtype="string"), "dtype 'string'"),
        (lambda m: node(m, "variable").update(dtype="resource"), "dtype 'resource'"),
        (lambda m: node(m, "variable").update(dtype="none"), "no dtype 'none'"),
        (lambda m: node(m, "variable").update(shape=[-1]), "no size"),
        (lambda m: node(m, "variable").update(shape=[2**70]), "no size"),
        (lambda m: node(m, "variable").update(sizes=[10**12], shape=None), "size of 'variable_"),
        (lambda m: node(m, "variable").update(sizes=[3]), "does not fit"),
        (lambda m: node(m, "variable").update(trainable="yes"), "another kind of value"),
        (lambda m: node(m, "variable").update(name=None), "another kind of value"),
        (lambda m: node(m, "function").update(traces=None), "another kind of value"),
        (
            lambda m: node(m, "function").update(
                parameters=[{"name": "a.b", "kind": "KEYWORD_ONLY"}]
            ),
            "no parameter",
        ),
        (lambda m: trace(m).update(program=7), "no position"),
        (lambda m: trace(m).update(program="../../x"), "no position"),
        (lambda m: trace(m).update(arguments=[["x", ["module", "os"]]]), "'module' is no argument"),
        (lambda m: trace(m).update(arguments=[["y", ["value", 1]]]), "no argument"),
        (lambda m: trace(m).update(arguments=[]), "missing a required argument"),
        (lambda m: trace(m).update(results=["tensor", 5]), "no position"),
        (lambda m: trace(m).update(results=["pickle", "gASV"]), "'pickle' is no result"),
        (lambda m: trace(m).update(results=["namedtuple", "a; b", ["x", ["value", 1]]]), "'a; b'"),
        (
            lambda m: trace(m).update(results=["namedtuple", "P", ["__new__", ["value", 1]]]),
            "no named tuple",
        ),
        (
            lambda m: trace(m).update(results=["namedtuple", "P", ["_make", ["value", 1]]]),
            "no named tuple",
        ),
        (lambda m: trace(m).update(results=deep()), "no structure"),
        (lambda m: m["programs"][0].update(holders=[{"variable": 0}]), "no variable"),
        (lambda m: m["programs"][0].update(holders=[{"stream": [-1, 0]}]), "no seeds"),
        (lambda m: m["programs"][0].update(written=[5]), "no position"),
        (lambda m: m["programs"][0]["outputs"][0].update(dtype="int32"), "does not take and give"),
        (lambda m: m["programs"][0]["programs"][0].update(ranks=[1]), "does not take and give"),
        (lambda m: m["programs"][0]["programs"][0].update(bytes=1), "should have 1 bytes"),
        (lambda m: m["programs"][0]["programs"][0].update(sha256="0"), "has changed"),
        (lambda m: m["programs"][0]["programs"].append({"bytes": 3}), "cannot be read"),
    ],
)
def test_a_manifest_that_is_not_as_save_writes_it(edit, change, message):
    with pytest.raises(DataLossError, match=message):
        tf.saved_model.load(edit(change))


def places(data):
    """Yields every container of plain data with a key or position in it."""
    for key in list(data) if isinstance(data, dict) else range(len(data)):
        yield data, key
        if isinstance(data[key], (dict, list)):
            yield from places(data[key])


def test_manifests_with_anything_anywhere(saved):
    path = saved / "saved_model.json"
    sound = json.loads(path.read_text())
    generator = random.Random(0)
    strange = [None, -1, 10**9, 0.5, "x", "../x", [], [[]], {}, ["list"], ["value", "x"], True]
    refused = 0
    for _ in range(150):
        manifest = copy.deepcopy(sound)
        holder, key = generator.choice(list(places(manifest)))
        holder[key] = generator.choice(strange)
        path.write_text(json.dumps(manifest))
        try:
            tf.saved_model.load(saved)
        except DataLossError as error:
            assert "is damaged" in str(error)
            refused += 1
    assert refused > 75


def deep():
    """A structure nested too deep."""
    structure = ["value", 1]
    for _ in range(100):
        structure = ["list", structure]
    return structure


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no JSON"),
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "another kind of value"),
        ('{"format": NaN}', "NaN is no number"),
    ],
)
def test_a_manifest_that_is_no_json(saved, text, message):
    (saved / "saved_model.json").write_text(text)
    with pytest.raises(DataLossError, match=message):
        tf.saved_model.load(saved)


def program_of(saved):
    """The file of the only program."""
    (path,) = (saved / "functions").glob("*")
    return path


def put_program(saved, content):
    """Writes a program with the size and digest that the manifest then names."""
    program_of(saved).write_bytes(content)
    path = saved / "saved_model.json"
    manifest = json.loads(path.read_text())
    for call in manifest["programs"]:
        call["programs"][0].update(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    path.write_text(json.dumps(manifest))


@pytest.mark.parametrize("content", [b"", b"x", b"\0" * 64, b"\xff" * 4096])
def test_a_program_that_is_none(saved, content):
    put_program(saved, content)
    with pytest.raises(DataLossError, match=r"0_0\.stablehlo is damaged: no program"):
        tf.saved_model.load(saved)


def test_programs_with_bytes_changed_or_cut_off(saved):
    sound = program_of(saved).read_bytes()
    generator = np.random.default_rng(0)
    for _ in range(20):
        spoilt = bytearray(sound)
        for at in generator.integers(0, len(sound), 40):
            spoilt[at] = generator.integers(256)
        program_of(saved).write_bytes(spoilt)
        with pytest.raises(DataLossError, match="has changed"):
            tf.saved_model.load(saved)
    for size in generator.integers(0, len(sound), 10):
        put_program(saved, sound[:size])
        with pytest.raises(DataLossError, match="damaged"):
            tf.saved_model.load(saved)


def test_a_program_that_is_missing(saved):
    program_of(saved).unlink()
    with pytest.raises(DataLossError, match="cannot be read"):
        tf.saved_model.load(saved)


@pytest.mark.parametrize("target", ["xla_ffi_python_cpu_callback", "open_the_door", "lapack_"])
def test_a_program_that_calls_code_of_its_choice(saved, target):
    def line(x, slope, constant, count):
        kind = jax.ShapeDtypeStruct(constant.shape, constant.dtype)
        return x.sum(1) + jax.ffi.ffi_call(target, kind)(constant), count

    rows = jax.export.symbolic_shape("rows, 2")
    shapes = [rows, (2,), (), ()]
    avals = [jax.ShapeDtypeStruct(shape, np.float32) for shape in shapes[:3]]
    avals.append(jax.ShapeDtypeStruct((), np.int32))
    unchecked = [jax.export.DisabledSafetyCheck.custom_call(target)]
    exported = jax.export.export(jax.jit(line), disabled_checks=unchecked)(*avals)
    put_program(saved, bytes(exported.serialize()))
    with pytest.raises(DataLossError, match=f"calls '{target}', which is no part of XLA"):
        tf.saved_model.load(saved)


def arrays_of(saved):
    """The arrays of a saved model by name."""
    with np.load(saved / "variables" / "variables.npz") as arrays:
        return dict(arrays)


def test_arrays_that_hold_pickles(saved):
    arrays = arrays_of(saved)
    name = next(iter(arrays))
    arrays[name] = np.array([print], object)
    np.savez(saved / "variables" / "variables.npz", **arrays)
    with pytest.raises(DataLossError, match=r"variables\.npz is damaged"):
        tf.saved_model.load(saved)


def test_arrays_that_blow_up(saved):
    arrays = {name: np.zeros(10**6) for name in arrays_of(saved)}
    np.savez_compressed(saved / "variables" / "variables.npz", **arrays)
    with pytest.raises(DataLossError, match="the size of 'variable_"):
        tf.saved_model.load(saved)


def test_arrays_of_another_dtype_or_shape(saved):
    arrays = arrays_of(saved)
    name = next(key for key, value in arrays.items() if value.shape == (2,))
    for other in [np.zeros(2, np.int32), np.zeros((1, 2), np.float32), np.zeros(1, np.float64)]:
        np.savez(saved / "variables" / "variables.npz", **{**arrays, name: other})
        with pytest.raises(DataLossError, match="not of the dtype and shape"):
            tf.saved_model.load(saved)


def test_arrays_that_are_missing(saved):
    np.savez(saved / "variables" / "variables.npz")
    with pytest.raises(DataLossError, match="cannot be read"):
        tf.saved_model.load(saved)
    (saved / "variables" / "variables.npz").write_bytes(b"PK\x03\x04")
    with pytest.raises(DataLossError, match="holds no arrays"):
        tf.saved_model.load(saved)
    shutil.rmtree(saved / "variables")
    with pytest.raises(DataLossError, match="holds no arrays"):
        tf.saved_model.load(saved)


def test_names_in_the_archive_lead_nowhere(saved, tmp_path):
    path = saved / "variables" / "variables.npz"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../escaped.npy", b"x")
    tf.saved_model.load(saved)
    assert not list(tmp_path.rglob("escaped*"))
