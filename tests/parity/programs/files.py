"""Files, records, examples and codecs: tf.io, tf.train.Example."""

# %% read and write files
import os, tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "text.txt")
tf.io.write_file(path, "hello\n")
tf.io.read_file(path)
tf.io.write_file(tf.constant(path), tf.constant(b"\x00\xff"))
tf.io.read_file(tf.constant(path))
tf.io.read_file(tf.constant("no/such/file"))
tf.io.read_file(tf.constant(["a", "b"]))
tf.io.write_file(tf.constant("x"), tf.constant(1))
tf.io.read_file(3)
tf.io.write_file(os.path.join(folder, "new", "deep", "file"), "made")
tf.io.read_file(os.path.join(folder, "new", "deep", "file"))

# %% decode_raw
tf.io.decode_raw(b"\x01\x02\x03", tf.uint8)
tf.io.decode_raw(b"\x01\x00\x02\x00", tf.int16)
tf.io.decode_raw(b"\x01\x00\x02\x00", tf.int16, little_endian=False)
tf.io.decode_raw([b"\x01\x02", b"\x03\x04"], tf.uint8)
tf.io.decode_raw(np.float32([1.5, 2]).tobytes(), tf.float32)
tf.io.decode_raw(tf.constant(b"\x01\x02\x03"), tf.int16)
tf.io.decode_raw(tf.constant([b"\x01", b"\x02\x03"]), tf.uint8)
tf.io.decode_raw(b"\x01\x02\x03", tf.uint8, fixed_length=5)
tf.io.decode_raw([b"\x01\x02\x03", b"\x04"], tf.uint8, fixed_length=2)
tf.io.decode_raw(b"\x01\x02\x03\x04", tf.int16, fixed_length=8)
tf.io.decode_raw(tf.constant(b"\x01\x02\x03\x04"), tf.int16, fixed_length=3)
tf.io.decode_raw(b"", tf.uint8)
tf.io.decode_raw(tf.constant([], tf.string), tf.uint8)
tf.io.decode_raw(b"\x01\x00", tf.bool)
tf.io.decode_raw(tf.constant(b"a"), tf.string)
tf.io.decode_raw(1, tf.uint8)

# %% decode_csv
tf.io.decode_csv("1,2.5,text", [[0], [0.0], [""]])
tf.io.decode_csv(["1,2", "3,4"], [[0.0], [0.0]])
tf.io.decode_csv("1,,3", [[0], [7], [0]])
tf.io.decode_csv(
    tf.constant("1,,3"), [tf.constant([0]), tf.constant([], tf.int32), tf.constant([0])]
)
tf.io.decode_csv("a;b", [[""], [""]], field_delim=";")
tf.io.decode_csv('"a,b","c ""q"" d"', [[""], [""]])
tf.io.decode_csv('"a,b"', [[""], [""]], use_quote_delim=False)
tf.io.decode_csv("1,NA,3", [[0], [9], [0]], na_value="NA")
tf.io.decode_csv("1,2,3", [[0], [0]], select_cols=[0, 2])
tf.io.decode_csv(tf.constant("1,2,3"), [[0], [0]])
tf.io.decode_csv(tf.constant("1"), [[0], [0]])
tf.io.decode_csv(tf.constant("x,2"), [[0], [0]])
tf.io.decode_csv(tf.constant("1.5,2"), [[0], [0]])
tf.io.decode_csv(tf.constant("x,2"), [[0.0], [0]])
tf.io.decode_csv("1,2", [0.0, 0])
tf.io.decode_csv(tf.constant('"a'), [[""]])
tf.io.decode_csv(tf.constant('a"b'), [[""]])
tf.io.decode_csv(tf.constant('"a"b'), [[""]])
tf.io.decode_csv("1, 2", [[0], [0]])
tf.io.decode_csv("1\t2", [[0], [0]], field_delim="\t")
tf.io.decode_csv("1,2\n", [[0], [0]])
tf.io.decode_csv("", [[""]])
tf.io.decode_csv([["1,2"], ["3,4"]], [[0], [0]])
tf.io.decode_csv(tf.constant("1,2"), [[0], [0]], field_delim="ab")
tf.io.decode_csv(tf.constant("9999999999"), [[0]])
tf.io.decode_csv("9999999999", [tf.constant([0], tf.int64)])
tf.io.decode_csv(tf.constant("1,2,3"), [[0], [0]], select_cols=[2, 0])
tf.io.decode_csv(tf.constant("1"), [[0, 1]])

# %% base64
tf.io.encode_base64("hello")
tf.io.encode_base64(["a", "ab", "abc", ""])
tf.io.encode_base64(["a", "ab"], pad=True)
tf.io.encode_base64(b"\xff\xfe\xfb")
tf.io.decode_base64("aGVsbG8")
tf.io.decode_base64(["YQ==", "YWI", "__77"])
tf.io.decode_base64(tf.constant("a"))
tf.io.decode_base64(tf.constant("ab+/"))
tf.io.decode_base64(tf.constant("!!!!"))

# %% serialized tensors
tf.io.serialize_tensor([1, 2])
tf.io.serialize_tensor(tf.constant([[1.5, -2.0], [0.25, 1e10]]))
tf.io.serialize_tensor(3.0)
tf.io.serialize_tensor(["ab", "c"])
tf.io.serialize_tensor(True)
tf.io.serialize_tensor(tf.zeros([0, 3]))
tf.io.serialize_tensor(tf.constant([1, 2], tf.int64))
tf.io.serialize_tensor(tf.constant([300], tf.uint16))
tf.io.serialize_tensor(tf.constant([1.5], tf.float16))
tf.io.serialize_tensor(tf.constant([1.5], tf.bfloat16))
tf.io.serialize_tensor(tf.constant([1 + 2j], tf.complex64))
for value in [[1, 2], [[1.5, -2.0]], 3.0, ["ab", "c"], True, [[]], 2**40, [-1], "text", 1j]:
    show(tf.io.parse_tensor(tf.io.serialize_tensor(value), tf.constant(value).dtype))
for dtype in [tf.int8, tf.uint8, tf.int16, tf.uint16, tf.uint32, tf.uint64, tf.float16, tf.float64]:
    show(tf.io.parse_tensor(tf.io.serialize_tensor(tf.constant([1, 2], dtype)), dtype))
tf.io.parse_tensor(tf.io.serialize_tensor([1, 2]), tf.float32)
tf.io.parse_tensor(tf.constant(b"garbage"), tf.float32)
tf.io.parse_tensor(tf.constant(b""), tf.float32)
tf.io.parse_tensor(tf.constant(["a"]), tf.float32)
tf.io.parse_tensor(tf.io.serialize_tensor(tf.range(100)), tf.int32)

# %% tensors as messages
tf.make_tensor_proto([1, 2])
tf.make_tensor_proto(1)
tf.make_tensor_proto([1.5])
tf.make_tensor_proto(["a", "b"])
tf.make_tensor_proto(np.zeros((2, 2)))
tf.make_tensor_proto([True])
tf.make_tensor_proto(1, shape=[3])
tf.make_tensor_proto([])
tf.make_tensor_proto(np.float16(1.5))
tf.make_tensor_proto(1j)
tf.make_tensor_proto(np.uint8([3]))
tf.make_tensor_proto([1, 2], dtype=tf.float64)
tf.make_tensor_proto(2**40)
tf.make_tensor_proto([1, 2, 3], shape=[2])
tf.make_tensor_proto([1, 2], shape=[3], verify_shape=True)
for value in [
    [1, 2],
    1.5,
    ["a", "b"],
    [[True, False]],
    np.int8([1, 2]),
    np.float16([1.5, 2.5]),
    1j,
]:
    show(tf.make_ndarray(tf.make_tensor_proto(value)))
tf.make_ndarray(tf.make_tensor_proto(1, shape=[2, 2]))
tf.make_tensor_proto([1, 2]).SerializeToString()

# %% features and examples
feature = tf.train.Feature(int64_list=tf.train.Int64List(value=[1, 2]))
feature
feature.int64_list.value
list(feature.int64_list.value)
feature.int64_list.value[0]
len(feature.int64_list.value)
tf.train.Feature(float_list=tf.train.FloatList(value=[0.1, 2.5, 1e10]))
tf.train.Feature(bytes_list=tf.train.BytesList(value=[b"abc", b'q"\n\xff']))
tf.train.Feature()
tf.train.Int64List(value=[3])
tf.train.BytesList()
print(feature)
str(feature)
feature.SerializeToString()
feature.WhichOneof("kind")
feature.HasField("int64_list")
feature.HasField("float_list")
feature.ByteSize()
example = tf.train.Example(
    features=tf.train.Features(
        feature={
            "b": tf.train.Feature(bytes_list=tf.train.BytesList(value=[b"text"])),
            "a": tf.train.Feature(float_list=tf.train.FloatList(value=[1.5])),
            "c": tf.train.Feature(int64_list=tf.train.Int64List(value=[-1, 300])),
        }
    )
)
example.features.feature["a"].float_list.value[0]
example.features.feature["c"].int64_list.value
sorted(example.features.feature)
"a" in example.features.feature
len(example.features.feature)
example.features.feature["missing"]
tf.train.Example.FromString(example.SerializeToString()) == example
single = tf.train.Example(features=tf.train.Features(feature={"x": feature}))
single.SerializeToString()
parsed = tf.train.Example()
parsed.ParseFromString(single.SerializeToString())
parsed
parsed == single
tf.train.Example.FromString(b"")
tf.train.Example.FromString(b"\xff\xff")

# %% filling messages
example = tf.train.Example()
example.features.feature["n"].int64_list.value.append(7)
example.features.feature["n"].int64_list.value.extend([8, 9])
example.features.feature["f"].float_list.value.extend([0.5])
example.features.feature["s"].bytes_list.value.append(b"s")
example.features.feature["n"].int64_list.value
example.features.feature["n"]
example.features.feature["n"].int64_list.value[1] = 80
example.features.feature["n"].int64_list.value[:]
del example.features.feature["f"]
sorted(example.features.feature.keys())
copy = tf.train.Example()
copy.CopyFrom(example)
copy == example
copy.Clear()
copy == example
copy
other = tf.train.Feature()
other.float_list.value.append(1)
other.WhichOneof("kind")
other.int64_list.value.append(1)
other.WhichOneof("kind")
other

# %% wrong messages
tf.train.Int64List(value=["a"])
tf.train.Int64List(value=[1.5])
tf.train.Int64List(value=[2**63])
tf.train.Int64List(value=1)
tf.train.FloatList(value=["a"])
tf.train.FloatList(value=[1])
tf.train.BytesList(value=["text"])
tf.train.BytesList(value=b"ab")
tf.train.BytesList(value=[1])
tf.train.Feature(int64_list=[1])
tf.train.Feature(bogus=1)
tf.train.Feature().bogus
tf.train.Int64List(value=np.array([1, 2]))
tf.train.FloatList(value=np.array([1.5]))
tf.train.Int64List(value=[np.int64(3), True])
tf.train.Int64List(value=tf.constant([1, 2]))
tf.train.BytesList(value=[tf.constant(b"x").numpy()])
tf.train.Features(feature={"a": 1})
tf.train.Features(feature={1: tf.train.Feature()})

# %% sequence examples
sequence = tf.train.SequenceExample(
    context=tf.train.Features(
        feature={"length": tf.train.Feature(int64_list=tf.train.Int64List(value=[2]))}
    ),
    feature_lists=tf.train.FeatureLists(
        feature_list={
            "words": tf.train.FeatureList(
                feature=[
                    tf.train.Feature(bytes_list=tf.train.BytesList(value=[b"a"])),
                    tf.train.Feature(bytes_list=tf.train.BytesList(value=[b"b", b"c"])),
                ]
            )
        }
    ),
)
sequence
sequence.feature_lists.feature_list["words"].feature[1].bytes_list.value
sequence.SerializeToString()
tf.train.SequenceExample.FromString(sequence.SerializeToString()) == sequence
tf.io.parse_single_sequence_example(
    sequence.SerializeToString(),
    context_features={"length": tf.io.FixedLenFeature([], tf.int64)},
    sequence_features={"words": tf.io.VarLenFeature(tf.string)},
)


# %% parse sequence examples
def reason(function, *arguments, **keywords):
    try:
        show(function(*arguments, **keywords))
    except Exception as error:
        show(type(error).__name__, str(error).split("}} ")[-1])


def feature(*values):
    return tf.train.Feature(int64_list=tf.train.Int64List(value=values))


sequence = tf.train.SequenceExample(
    context=tf.train.Features(feature={"c": feature(2)}),
    feature_lists=tf.train.FeatureLists(
        feature_list={
            "a": tf.train.FeatureList(feature=[feature(1, 2), feature(3, 4)]),
            "b": tf.train.FeatureList(feature=[feature(1), feature(3, 4)]),
        }
    ),
).SerializeToString()
parse = tf.io.parse_single_sequence_example
Fixed, Sequence, Variable = (
    tf.io.FixedLenFeature,
    tf.io.FixedLenSequenceFeature,
    tf.io.VarLenFeature,
)
parse(sequence, {"c": Fixed([], tf.int64)}, {"a": Sequence([2], tf.int64)})
parse(sequence, None, {"b": Variable(tf.int64)})[1]["b"]
parse(sequence, None, {"b": tf.io.RaggedFeature(tf.int64)})[1]["b"]
parse(sequence, {"x": Fixed([], tf.int64, 5)}, None)
parse(sequence, None, {"x": Sequence([], tf.int64, True)})
parse(sequence, {"c": tf.io.RaggedFeature(tf.int64)}, None)
tf.io.parse_sequence_example(
    [sequence, sequence],
    {"c": Fixed([], tf.int64)},
    {"a": Sequence([2], tf.int64), "b": tf.io.RaggedFeature(tf.int64)},
)
tf.io.parse_sequence_example([sequence], None, {"b": Variable(tf.int64)})[1]["b"]
reason(parse, sequence, {"c": Variable(tf.int64)}, {"b": Sequence([], tf.int64)})
reason(parse, sequence, None, {"x": Sequence([], tf.int64)})
reason(parse, sequence, None, None)
reason(parse, sequence, None, {"a": Fixed([], tf.int64)})
reason(parse, b"garbage", {"c": Fixed([], tf.int64)}, None)


# %% parse_single_example
def reason(function, *arguments, **keywords):
    try:
        show(function(*arguments, **keywords))
    except Exception as error:
        show(type(error).__name__, str(error).split("}} ")[-1])


def make(**features):
    kinds = {int: ("int64_list", tf.train.Int64List), float: ("float_list", tf.train.FloatList)}
    made = {}
    for name, values in features.items():
        field, kind = kinds.get(type(values[0]), ("bytes_list", tf.train.BytesList))
        made[name] = tf.train.Feature(**{field: kind(value=values)})
    return tf.train.Example(features=tf.train.Features(feature=made)).SerializeToString()


one = make(n=[3], xs=[1.0, 2.0, 3.0], name=[b"bob"], many=[1, 2, 3, 4])
tf.io.parse_single_example(one, {"n": tf.io.FixedLenFeature([], tf.int64)})
tf.io.parse_single_example(
    one,
    {"xs": tf.io.FixedLenFeature([3], tf.float32), "name": tf.io.FixedLenFeature([], tf.string)},
)
tf.io.parse_single_example(one, {"many": tf.io.FixedLenFeature([2, 2], tf.int64)})
tf.io.parse_single_example(one, {"no": tf.io.FixedLenFeature([], tf.int64, default_value=-1)})
tf.io.parse_single_example(
    one, {"no": tf.io.FixedLenFeature([2], tf.float32, default_value=[1.0, 2.0])}
)
tf.io.parse_single_example(one, {"no": tf.io.FixedLenFeature([2], tf.int64, default_value=5)})
tf.io.parse_single_example(one, {"many": tf.io.VarLenFeature(tf.int64)})["many"].values
tf.io.parse_single_example(one, {"many": tf.io.VarLenFeature(tf.int64)})["many"]
tf.io.parse_single_example(one, {"no": tf.io.VarLenFeature(tf.int64)})["no"]
tf.io.parse_single_example(
    one, {"many": tf.io.FixedLenSequenceFeature([], tf.int64, allow_missing=True)}
)
tf.io.parse_single_example(
    one, {"many": tf.io.FixedLenSequenceFeature([2], tf.int64, allow_missing=True)}
)
tf.io.parse_single_example(one, {"many": tf.io.RaggedFeature(tf.int64)})
reason(tf.io.parse_single_example, one, {"no": tf.io.FixedLenFeature([], tf.int64)})
reason(tf.io.parse_single_example, one, {"n": tf.io.FixedLenFeature([], tf.float32)})
reason(tf.io.parse_single_example, one, {"many": tf.io.FixedLenFeature([3], tf.int64)})
reason(tf.io.parse_single_example, b"garbage", {"n": tf.io.FixedLenFeature([], tf.int64)})
tf.io.parse_single_example(one, {})
tf.io.parse_single_example(one, {"n": 3})
reason(tf.io.parse_single_example, [one], {"n": tf.io.FixedLenFeature([], tf.int64)})
tf.io.FixedLenFeature([], tf.int64)
tf.io.VarLenFeature(tf.string)
tf.io.FixedLenSequenceFeature([], tf.float32)


# %% parse_example
def reason(function, *arguments, **keywords):
    try:
        show(function(*arguments, **keywords))
    except Exception as error:
        show(type(error).__name__, str(error).split("}} ")[-1])


def make(**features):
    kinds = {int: ("int64_list", tf.train.Int64List), float: ("float_list", tf.train.FloatList)}
    made = {}
    for name, values in features.items():
        field, kind = kinds.get(type(values[0]), ("bytes_list", tf.train.BytesList))
        made[name] = tf.train.Feature(**{field: kind(value=values)})
    return tf.train.Example(features=tf.train.Features(feature=made)).SerializeToString()


batch = [make(n=[1], v=[1, 2], s=[b"a"]), make(n=[2], v=[3]), make(n=[3], s=[b"b", b"c"])]
tf.io.parse_example(batch, {"n": tf.io.FixedLenFeature([], tf.int64)})
tf.io.parse_example(batch, {"n": tf.io.FixedLenFeature([1], tf.int64)})
tf.io.parse_example(batch, {"v": tf.io.VarLenFeature(tf.int64)})["v"]
tf.io.parse_example(batch, {"s": tf.io.VarLenFeature(tf.string)})["s"]
tf.io.parse_example(batch, {"v": tf.io.RaggedFeature(tf.int64)})["v"]
tf.io.parse_example(batch, {"v": tf.io.FixedLenSequenceFeature([], tf.int64, allow_missing=True)})
tf.io.parse_example(
    batch,
    {"s": tf.io.FixedLenSequenceFeature([], tf.string, allow_missing=True, default_value="?")},
)
reason(tf.io.parse_example, batch, {"v": tf.io.FixedLenFeature([2], tf.int64)})
reason(tf.io.parse_example, batch, {"s": tf.io.FixedLenFeature([], tf.string)})
reason(tf.io.parse_example, batch, {"n": tf.io.VarLenFeature(tf.float32)})
tf.io.parse_example(
    batch[0], {"n": tf.io.FixedLenFeature([], tf.int64), "v": tf.io.VarLenFeature(tf.int64)}
)["n"]
sorted(
    tf.io.parse_example(
        batch, {"n": tf.io.FixedLenFeature([], tf.int64), "a": tf.io.VarLenFeature(tf.int64)}
    )
)


# %% features of other forms
def reason(function, *arguments, **keywords):
    try:
        show(function(*arguments, **keywords))
    except Exception as error:
        show(type(error).__name__, str(error).split("}} ")[-1])


def make(**features):
    kinds = {int: ("int64_list", tf.train.Int64List), float: ("float_list", tf.train.FloatList)}
    made = {}
    for name, values in features.items():
        field, kind = kinds.get(type(values[0]), ("bytes_list", tf.train.BytesList))
        made[name] = tf.train.Feature(**{field: kind(value=values)})
    return tf.train.Example(features=tf.train.Features(feature=made)).SerializeToString()


sp = make(ix=[3, 1], vals=[1.5, 2.5])
tf.io.parse_single_example(sp, {"sp": tf.io.SparseFeature("ix", "vals", tf.float32, 5)})["sp"]
tf.io.parse_example([sp, sp], {"sp": tf.io.SparseFeature("ix", "vals", tf.float32, 5)})["sp"]
tf.io.parse_single_example(
    sp, {"sp": tf.io.SparseFeature(["ix", "ix"], "vals", tf.float32, [5, 5])}
)["sp"]
Ragged = tf.io.RaggedFeature
rows = make(v=[1, 2, 3, 4], l=[1, 3], s=[0, 1, 4], b=[0, 1], e=[1, 4], i=[0, 1, 1, 1])
for cut in [
    Ragged.RowLengths("l"),
    Ragged.RowSplits("s"),
    Ragged.RowStarts("b"),
    Ragged.RowLimits("e"),
    Ragged.ValueRowIds("i"),
    Ragged.UniformRowLength(2),
]:
    show(repr(tf.io.parse_single_example(rows, {"r": Ragged(tf.int64, "v", [cut])})["r"]))
    show(repr(tf.io.parse_example([rows, rows], {"r": Ragged(tf.int64, "v", [cut])})["r"]))
    show(cut)
tf.io.parse_example([rows, rows], {"v": Ragged(tf.int64)})["v"].row_splits
tf.io.parse_single_example(rows, {"r": Ragged(tf.int64, "v")})
Ragged(tf.int64)
tf.io.SparseFeature("ix", "vals", tf.float32, 5)
one = make(n=[3], f=[1.0, 2.0], s=[b"a"])
Fixed, Sequence, Variable = (
    tf.io.FixedLenFeature,
    tf.io.FixedLenSequenceFeature,
    tf.io.VarLenFeature,
)
for features in [
    {"n": Fixed([2], tf.int64)},
    {"f": Fixed([3], tf.float32)},
    {"s": Fixed([], tf.int64)},
    {"n": Variable(tf.float32)},
    {"n": Ragged(tf.float32)},
    {"n": Fixed(1, tf.int64)},
    {"n": Sequence([2], tf.int64, True)},
    {"f": Sequence([], tf.float32)},
    {"q": Fixed([], tf.string, "default")},
    {"q": Sequence([], tf.int64, True, 3)},
    {"n": Fixed([None], tf.int64)},
    {"n": Fixed(None, tf.int64)},
    {"n": Fixed([], None)},
    {"n": Variable(None)},
    {"n": Fixed([], "int64")},
]:
    reason(tf.io.parse_single_example, one, features)
    reason(tf.io.parse_example, [one, one], features)
reason(tf.io.parse_example, [one], {})
reason(tf.io.parse_example, [[one]], {"n": Fixed([], tf.int64)})
reason(tf.io.parse_example, [b"garbage", one], {"n": Fixed([], tf.int64)})
reason(tf.io.parse_example, [one], {"n": Fixed([2], tf.int64)}, example_names=["first"])
reason(tf.io.parse_example, [one], {"x": Fixed([2], tf.int64)}, example_names=["first"])
reason(tf.io.parse_example, [one], {"n": Fixed([2], tf.int64)}, example_names=["a", "b"])


# %% examples in a function
def make(**features):
    kinds = {int: ("int64_list", tf.train.Int64List), float: ("float_list", tf.train.FloatList)}
    made = {}
    for name, values in features.items():
        field, kind = kinds.get(type(values[0]), ("bytes_list", tf.train.BytesList))
        made[name] = tf.train.Feature(**{field: kind(value=values)})
    return tf.train.Example(features=tf.train.Features(feature=made)).SerializeToString()


@tf.function
def parse(data):
    features = {
        "x": tf.io.FixedLenFeature([2], tf.float32),
        "y": tf.io.FixedLenFeature([], tf.int64),
    }
    parsed = tf.io.parse_single_example(data, features)
    return parsed["x"] * 2.0, parsed["y"]


parse(tf.constant(make(x=[1.0, 2.0], y=[3])))


@tf.function
def shapes(data):
    parsed = tf.io.parse_example(
        data, {"x": tf.io.FixedLenFeature([2], tf.float32), "v": tf.io.VarLenFeature(tf.int64)}
    )
    show(parsed["x"].shape, parsed["v"].shape)
    return parsed["v"].values


shapes(tf.constant([make(x=[1.0, 2.0], v=[3, 4])]))

# %% record files
import os, tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "data.tfrecord")
with tf.io.TFRecordWriter(path) as writer:
    writer.write(b"first")
    writer.write("second")
    writer.write(b"")
open(path, "rb").read()
writer.write(b"late")
packed = os.path.join(folder, "data.gz")
with tf.io.TFRecordWriter(packed, "GZIP") as writer:
    writer.write(b"zipped")
import gzip

gzip.open(packed).read()
with tf.io.TFRecordWriter(packed, tf.io.TFRecordOptions(compression_type="ZLIB")) as writer:
    writer.write(b"zipped")
import zlib

zlib.decompress(open(packed, "rb").read())
tf.io.TFRecordOptions("BOGUS")
tf.io.TFRecordWriter(packed, "BOGUS")
tf.io.TFRecordWriter(os.path.join("/no/such", "folder", "x"))
tf.io.TFRecordOptions("GZIP").compression_type

# %% file system
import os, tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "a.txt")
with tf.io.gfile.GFile(path, "w") as file:
    file.write("one\ntwo\n")
with tf.io.gfile.GFile(path) as file:
    show(file.read())
with tf.io.gfile.GFile(path, "rb") as file:
    show(file.read(3), file.readline(), file.tell(), file.size())
list(tf.io.gfile.GFile(path))
tf.io.gfile.exists(path)
tf.io.gfile.exists(path + "x")
tf.io.gfile.isdir(folder)
tf.io.gfile.mkdir(os.path.join(folder, "made"))
tf.io.gfile.listdir(os.path.join(folder, "made"))
tf.io.gfile.mkdir(os.path.join("/no/such", "folder"))
"file" in tf.io.gfile.get_registered_schemes()
tf.io.gfile.makedirs(os.path.join(folder, "b", "c"))
sorted(tf.io.gfile.listdir(folder))
[os.path.basename(name) for name in tf.io.gfile.glob(os.path.join(folder, "*.txt"))]
tf.io.gfile.copy(path, os.path.join(folder, "d.txt"))
tf.io.gfile.copy(path, os.path.join(folder, "d.txt"), overwrite=True)
tf.io.gfile.rename(os.path.join(folder, "d.txt"), os.path.join(folder, "e.txt"))
tf.io.gfile.stat(path).length
[
    [os.path.basename(root), sorted(dirs), sorted(files)]
    for root, dirs, files in tf.io.gfile.walk(folder)
][1:]
tf.io.gfile.remove(path)
tf.io.gfile.exists(path)
tf.io.gfile.rmtree(folder)
tf.io.gfile.exists(folder)
tf.io.gfile.join("a", "b", "c.txt")
tf.io.gfile.GFile("/no/such/file").read()
tf.io.gfile.remove("/no/such/file")
tf.io.matching_files(os.path.join(folder, "*"))
