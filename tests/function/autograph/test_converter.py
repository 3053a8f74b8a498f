import inspect
import linecache

import pytest

import tfcourse as tf
from tfcourse.function.autograph import converter
from tfcourse.function.autograph.options import STANDARD, Feature


def with_match(x):
    x = x + 1
    match x:
        case 1:
            return x
    return -x


def with_walrus(x):
    if (y := x + 1) > 2:
        return y
    return x


def absolute(x):
    if x > 0:
        return x
    return -x


@pytest.mark.parametrize(("function", "what"), [(with_match, "`match`"), (with_walrus, "`:=`")])
def test_syntax_that_cannot_be_converted_is_named_with_its_line(function, what):
    with pytest.raises(converter.NotConvertible, match=what) as raised:
        converter.convert(function, STANDARD)
    _, first = inspect.getsourcelines(function)
    line = first + (2 if function is with_match else 1)
    assert str(raised.value).endswith(f"{__file__}, line {line})")


def test_a_failure_is_remembered():
    with pytest.raises(converter.NotConvertible) as first:
        converter.convert(with_match, STANDARD)
    with pytest.raises(converter.NotConvertible) as second:
        converter.convert(with_match, STANDARD)
    assert first.value is second.value


def test_what_cannot_be_converted_runs_as_it_is_with_one_warning(caplog):
    caplog.set_level("WARNING", "tensorflow")
    function = tf.function(with_match)
    assert function(0).numpy() == 1
    assert function(5).numpy() == -6
    messages = [record.getMessage() for record in caplog.records]
    assert len([text for text in messages if "could not transform" in text]) <= 1


def test_lines_of_generated_code_are_known():
    converted = converter.convert(absolute, STANDARD)
    lines = converter.origins(inspect.getsourcefile(converted))
    places = {(file, line): (name, text) for file, line, name, text in lines.values()}
    _, first = inspect.getsourcelines(absolute)
    assert places[__file__, first + 1] == ("absolute", "    if x > 0:")
    assert converter.origins(__file__) is None


def test_code_is_the_same_every_time():
    assert tf.autograph.to_code(absolute) == tf.autograph.to_code(absolute)


def test_to_code_is_code():
    code = tf.autograph.to_code(absolute)
    assert code.startswith("def tf__absolute(x):")
    assert "ag__.if_stmt(ag__.ld(x) > 0, if_body, else_body" in code


def test_functions_that_cannot_be_converted_have_no_code():
    with pytest.raises(Exception, match=r"converting .*`match`"):
        tf.autograph.to_code(with_match)


def test_code_with_a_source_in_linecache_is_converted():
    source = "def typed(x):\n    if x > 0:\n        return x\n    return -x\n"
    linecache.cache["<cell 1>"] = (len(source), None, source.splitlines(True), "<cell 1>")
    namespace = {"__name__": "__main__"}
    exec(compile(source, "<cell 1>", "exec"), namespace)
    assert tf.function(namespace["typed"])(tf.constant(-3)).numpy() == 3


def annotated(x):
    y: int = 0
    z: int  # noqa: F842
    if x > 0:
        y: tf.Tensor = x * 2
    return y


def caught(x):
    try:
        y = tf.matmul(x, x) if x > 0 else x
    except ValueError as error:
        y = x + len(error.args)
    return y


@pytest.mark.parametrize(("function", "expected"), [(annotated, 6), (caught, 4)])
def test_syntax_that_malt_fails_on_is_prepared_for_it(function, expected):
    assert tf.function(function)(tf.constant(3)).numpy() == expected


def appends(x):
    items = [x]
    items.append(x + 1)
    last = items.pop()
    x[0] = 10
    return tf.stack([items[0], last, x])


def test_lists_feature():
    function = tf.function(appends, experimental_autograph_options=Feature.LISTS)
    assert function(tf.constant([1, 2])).numpy().tolist() == [[1, 2], [2, 3], [10, 2]]
