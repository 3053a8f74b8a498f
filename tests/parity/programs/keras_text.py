"""Keras: layers that look up, split and hash strings."""

# %% lookup of strings

layers = tf.keras.layers
letters = layers.StringLookup(vocabulary=["a", "b", "c"])
letters(tf.constant([["a", "c", "d"], ["d", "z", "b"]]))
letters(np.array([["a", "c"]]))
letters([["a", "c"]])
letters.get_vocabulary()
letters.get_vocabulary(include_special_tokens=False)
letters.vocabulary_size()
letters.get_config()["num_oov_indices"]

# %% several indices for unknown ones

several = tf.keras.layers.StringLookup(vocabulary=["a", "b"], num_oov_indices=3)
several(tf.constant([["a", "x", "y", "z", "w", "b"]]))

# %% masks and no unknown ones

masked = tf.keras.layers.StringLookup(vocabulary=["a", "b"], mask_token="", num_oov_indices=1)
masked(tf.constant([["a", "", "c"]]))
masked.get_vocabulary()
strict = tf.keras.layers.StringLookup(vocabulary=["a", "b"], num_oov_indices=0)
strict(tf.constant(["b", "a"]))
strict(tf.constant(["b", "c"]))

# %% back to strings

names = tf.keras.layers.StringLookup(vocabulary=["a", "b", "c"], invert=True)
names(tf.constant([[1, 3, 4], [4, 0, 2]]))
both = tf.keras.layers.StringLookup(vocabulary=["x", "y"])
back = tf.keras.layers.StringLookup(vocabulary=both.get_vocabulary(), invert=True)
back(both(tf.constant(["y", "q", "x"])))

# %% ways to write indices

data = tf.constant([["a", "c", "d", "d"], ["d", "z", "b", "z"]])
for mode in ("multi_hot", "count"):
    layer = tf.keras.layers.StringLookup(vocabulary=["a", "b", "c", "d"], output_mode=mode)
    print(layer(data))
one_hot = tf.keras.layers.StringLookup(vocabulary=["a", "b", "c", "d"], output_mode="one_hot")
one_hot(tf.constant(["a", "b", "c", "d", "z"]))
one_hot(tf.constant([["a"], ["b"]]))
weighted = tf.keras.layers.StringLookup(output_mode="tf_idf")
weighted.set_vocabulary(["a", "b", "c", "d"], idf_weights=[0.25, 0.75, 0.6, 0.4])
weighted(data)

# %% what is known is learnt

learnt = tf.keras.layers.StringLookup()
learnt.adapt(tf.constant([["a", "c", "d"], ["d", "c", "c"]]))
learnt.get_vocabulary()
learnt(tf.constant([["a", "c", "d"], ["d", "z", "b"]]))
fewer = tf.keras.layers.StringLookup(max_tokens=3)
fewer.adapt(tf.data.Dataset.from_tensor_slices(["a", "b", "b", "c", "b", "c"]).batch(2))
fewer.get_vocabulary()
rare = tf.keras.layers.StringLookup(output_mode="tf_idf")
rare.adapt(tf.constant([["a", "b"], ["a", "c"], ["a", "b"]]))
rare(tf.constant([["a", "b", "x"]]))
rare.get_vocabulary()

# %% lookup of integers

numbers = tf.keras.layers.IntegerLookup(vocabulary=[12, 36, 1138, 42])
numbers(tf.constant([[12, 1138, 42], [42, 1000, 36]]))
numbers(np.array([36, 7]))
numbers.get_vocabulary()
learnt = tf.keras.layers.IntegerLookup(output_mode="multi_hot")
learnt.adapt(np.array([[12, 1138, 42], [42, 1000, 36]]))
learnt.get_vocabulary()
learnt(tf.constant([[12, 1138], [42, 7]]))
back = tf.keras.layers.IntegerLookup(vocabulary=[12, 36], invert=True)
back(tf.constant([[1, 2, 0]]))

# %% text to integers

text = tf.keras.layers.TextVectorization(max_tokens=20, output_mode="int", output_sequence_length=4)
text.adapt(["foo bar", "bar baz", "baz bada boom", "Foo, the FOO!"])
text.get_vocabulary()
text([["foo qux bar"], ["qux baz"]])
text(tf.constant(["Bar! bar? BAR", "a b c d e f"]))
text("foo bar")
text.vocabulary_size()

# %% text of any length

text = tf.keras.layers.TextVectorization(vocabulary=["earth", "wind", "and", "fire"])
text([["earth wind and fire"], ["fire and earth michigan"], ["wind"]])
ragged = tf.keras.layers.TextVectorization(vocabulary=["earth", "wind", "and", "fire"], ragged=True)
ragged(["earth wind", "fire and earth", ""])

# %% counts of text

sentences = ["the cat sat on the mat", "the dog sat", "a cat and a dog"]
for mode in ("multi_hot", "count", "tf_idf"):
    layer = tf.keras.layers.TextVectorization(output_mode=mode)
    layer.adapt(sentences)
    print(layer.get_vocabulary())
    print(layer(["the cat the dog", "a bird"]))

# %% n-grams, letters, own functions

pairs = tf.keras.layers.TextVectorization(ngrams=2, output_mode="int")
pairs.adapt(["the cat sat", "the cat ran"])
pairs.get_vocabulary()
pairs(["the cat flew"])
letters = tf.keras.layers.TextVectorization(split="character", standardize="lower")
letters.adapt(["Hello", "hole"])
letters.get_vocabulary()
letters(["Hell"])


def standardize(text):
    return tf.strings.regex_replace(tf.strings.lower(text), "[0-9]", "")


own = tf.keras.layers.TextVectorization(
    standardize=standardize, split=lambda text: tf.strings.split(text, "-")
)
own.adapt(["A1-b2", "b3-c"])
own.get_vocabulary()
own(["c-A9-b"])

# %% in a dataset

text = tf.keras.layers.TextVectorization(output_sequence_length=3)
lines = tf.data.Dataset.from_tensor_slices(["good film", "bad film", "a good one"])
text.adapt(lines.batch(2))
text.get_vocabulary()
for tokens in lines.map(text):
    print(tokens)
for tokens in lines.batch(2).map(lambda batch: text(batch)):
    print(tokens)

# %% in a function

text = tf.keras.layers.TextVectorization(vocabulary=["a", "b"], output_sequence_length=3)


@tf.function
def tokens(batch):
    return text(batch)


tokens(tf.constant(["a b", "b b a a"]))
tokens(tf.constant(["c"]))

# %% in a model

text = tf.keras.layers.TextVectorization(
    vocabulary=["good", "bad", "film"], output_sequence_length=4
)
inputs = tf.keras.Input(shape=(1,), dtype=tf.string)
tokens = text(inputs)
tokens.shape
tokens.dtype
embedded = tf.keras.layers.Embedding(5, 2, embeddings_initializer="ones")(tokens)
outputs = tf.keras.layers.GlobalAveragePooling1D()(embedded)
model = tf.keras.Model(inputs, outputs)
model(tf.constant([["good film"], ["bad"]]))
model.predict(tf.constant([["good film"], ["bad"]]), verbose=0)
model.count_params()

# %% in a sequential model

text = tf.keras.layers.TextVectorization(vocabulary=["good", "bad"], output_sequence_length=2)
model = tf.keras.Sequential(
    [
        text,
        tf.keras.layers.Embedding(4, 3, embeddings_initializer="ones"),
        tf.keras.layers.Flatten(),
    ]
)
model(tf.constant(["good", "bad bad"])).shape

# %% hashes

tf.keras.layers.Hashing(num_bins=3)([["A"], ["B"], ["C"], ["D"], ["E"]])
tf.keras.layers.Hashing(num_bins=3, mask_value="")([["A"], ["B"], [""], ["C"], ["D"]])
tf.keras.layers.Hashing(num_bins=3, salt=133)([["A"], ["B"], ["C"], ["D"], ["E"]])
tf.keras.layers.Hashing(num_bins=4, output_mode="one_hot")(["A", "B", "C"])
tf.keras.layers.Hashing(num_bins=4, output_mode="multi_hot")([["A", "B"], ["C", "D"]])
tf.keras.layers.Hashing(num_bins=5)(tf.constant([1, 2, 3]))

# %% saved and loaded
import os
import tempfile


text = tf.keras.layers.TextVectorization(output_sequence_length=3)
text.adapt(["a b", "b c c"])
inputs = tf.keras.Input(shape=(), dtype="string")
model = tf.keras.Model(inputs, text(inputs))
path = os.path.join(tempfile.mkdtemp(), "model.keras")
model.save(path)
loaded = tf.keras.models.load_model(path)
loaded(tf.constant(["c b z a"]))
again = tf.keras.layers.TextVectorization.from_config(text.get_config())
again.get_vocabulary()

# %% wrong use

layers = tf.keras.layers
layers.StringLookup(num_oov_indices=-1)
layers.StringLookup(vocabulary=["a", "a"])
layers.StringLookup(vocabulary=["a"], output_mode="ints")
layers.StringLookup()(tf.constant(["a"]))
layers.TextVectorization(output_mode="count", output_sequence_length=3)
layers.TextVectorization()(tf.constant(["a b"]))
layers.Hashing(num_bins=0)
layers.TextVectorization(max_tokens=1, vocabulary=["a", "b"])

# %% evaluated on strings  [rtol=1e-5, atol=1e-6]
text = tf.keras.layers.TextVectorization(vocabulary=["good", "bad"], output_sequence_length=2)
model = tf.keras.Sequential(
    [
        text,
        tf.keras.layers.Embedding(4, 3, embeddings_initializer="ones"),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(1, kernel_initializer="ones"),
    ]
)
model.compile("sgd", "mse", metrics=["mae"])
x, y = np.array([["good"], ["bad bad"], ["good bad"]], object), np.array([[1.0], [2.0], [3.0]])
model.evaluate(tf.constant(x), tf.constant(y), verbose=0)
model.evaluate(
    tf.data.Dataset.from_tensor_slices((x.astype(str), y)).batch(2), verbose=0, return_dict=True
)
model.predict(tf.constant(x), batch_size=2, verbose=0)


# %% errors in layers of one's own
class Wrong(tf.keras.layers.Layer):
    def call(self, x):
        return tf.matmul(x, tf.ones([5, 2]))


try:
    Wrong()(tf.ones([2, 3]))
except tf.errors.InvalidArgumentError as error:
    print(type(error).__name__)
    print(str(error).split("MatMul_device")[0].replace("____Mkl", "__"))
    print(str(error).split("received by")[1])
try:
    tf.keras.Sequential([Wrong()])(tf.ones([2, 3]))
except ValueError as error:
    print(str(error)[:200])

# %% crosses of features
crossing = tf.keras.layers.HashedCrossing(num_bins=5)
crossing((tf.constant(["A", "B", "A", "B", "A"]), tf.constant([101, 101, 101, 102, 102])))
crossing((tf.constant([["A"], ["B"]]), tf.constant([[101], [102]])))
crossing(("A", 3))
tf.keras.layers.HashedCrossing(5, output_mode="one_hot")((["A", "B"], [101, 102]))
tf.keras.layers.HashedCrossing(5, output_mode="one_hot", sparse=True)((["A", "B"], [101, 102]))
pairs = tf.data.Dataset.from_tensor_slices((["A", "B"], [1, 2]))
[item.item() for item in pairs.map(lambda a, b: crossing((a, b))).as_numpy_iterator()]
crossing.get_config()

# %% sparse outputs
for mode in ("one_hot", "multi_hot", "count"):
    lookup = tf.keras.layers.StringLookup(vocabulary=["a", "b", "c"], output_mode=mode, sparse=True)
    print(lookup(["a", "c", "z"]))
    print(lookup([["a", "c"], ["z", "z"]]))
words = tf.keras.layers.TextVectorization(
    vocabulary=["a", "b", "c"], output_mode="multi_hot", sparse=True
)
print(words(["a c", "b"]))
