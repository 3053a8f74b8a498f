"""Regular expressions on string tensors."""

from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops import regex
from tfcourse.ops.host import as_bytes, elementwise, map_items
from tfcourse.ops.shape_checks import invalid_argument


@elementwise
@op("StaticRegexReplace", is_host=True, is_differentiable=False)
def _static_regex_replace(input, pattern, rewrite, replace_global, name=None):
    compiled, rewrite = regex.compile_pattern(as_bytes(pattern)), as_bytes(rewrite)
    return map_items(lambda text: regex.replace(compiled, rewrite, text, replace_global), input)


@elementwise
@op("RegexReplace", is_host=True, is_differentiable=False)
def _regex_replace(input, pattern, rewrite, replace_global, name=None):
    for word, array in (("Pattern", pattern), ("Rewrite", rewrite)):
        if array.ndim:
            raise invalid_argument(f"{word} must be scalar, but received {brackets(array.shape)}")
    compiled = regex.compile_pattern(pattern.item())
    rewrite = rewrite.item()
    return map_items(lambda text: regex.replace(compiled, rewrite, text, replace_global), input)


@export("strings.regex_replace")
def regex_replace(input, pattern, rewrite, replace_global=True, name=None):
    r"""Replaces what a regular expression matches.

    Args:
      input: A string tensor of any shape.
      pattern: The expression, in RE2's syntax: a string or a string tensor of shape `()`.
      rewrite: What to put there; `\0` stands for the match, `\1` to `\9` for its groups.
      replace_global: Whether to replace all matches, or the first of each string.
      name: The operation's name in a graph.

    Returns:
      A string tensor of the same shape.

    Raises:
      InvalidArgumentError: if `pattern` is no regular expression.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.regex_replace("what?is.this!", "([?.!])", r" \1 ").numpy()
      b'what ? is . this ! '

    Source: `tf.strings.regex_replace`.
    """
    if isinstance(pattern, (str, bytes)) and isinstance(rewrite, (str, bytes)):
        return _static_regex_replace(input, pattern, rewrite, replace_global, name)
    return _regex_replace(input, pattern, rewrite, replace_global, name)


@elementwise
@op("StaticRegexFullMatch", is_host=True, is_differentiable=False)
def _static_regex_full_match(input, pattern, name=None):
    compiled = regex.compile_pattern(as_bytes(pattern))
    return map_items(lambda text: regex.matches_fully(compiled, text), input, bool)


@elementwise
@op("RegexFullMatch", is_host=True, is_differentiable=False)
def _regex_full_match(input, pattern, name=None):
    if pattern.ndim:
        raise invalid_argument(f"Pattern must be scalar, but received {brackets(pattern.shape)}")
    compiled = regex.compile_pattern(pattern.item())
    return map_items(lambda text: regex.matches_fully(compiled, text), input, bool)


@export("strings.regex_full_match")
def regex_full_match(input, pattern, name=None):
    """Says which strings a regular expression matches from end to end.

    Args:
      input: A string tensor of any shape.
      pattern: The expression, in RE2's syntax: a string or a string tensor of shape `()`.
      name: The operation's name in a graph.

    Returns:
      A bool tensor of the same shape.

    Raises:
      InvalidArgumentError: if `pattern` is no regular expression.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.regex_full_match(["TF lib", "lib TF"], ".*lib$").numpy().tolist()
      [True, False]

    Source: `tf.strings.regex_full_match`.
    """
    if isinstance(pattern, (str, bytes)):
        return _static_regex_full_match(input, pattern, name)
    return _regex_full_match(input, pattern, name)
