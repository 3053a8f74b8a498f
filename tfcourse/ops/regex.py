r"""TensorFlow's regular expressions (RE2) by means of Python's.

Both search from left to right and prefer the first alternative. RE2 lacks what would need
backtracking (references, look-around), knows only ASCII in `\w`, `\d`, `\s` and `\b`, takes `$`
strictly as the end, and lets flags hold from where they stand. A pattern is read once and written
anew in Python's syntax; RE2's errors come out as RE2 words them.
"""

import functools
import re
import unicodedata

from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.unicode_scripts import script_codes, script_ranges

_LAST = 0x10FFFF
_PERL_CLASSES = {
    "d": [(48, 57)],
    "s": [(9, 10), (12, 13), (32, 32)],
    "w": [(48, 57), (65, 90), (95, 95), (97, 122)],
}
_POSIX_CLASSES = {
    "alnum": [(48, 57), (65, 90), (97, 122)],
    "alpha": [(65, 90), (97, 122)],
    "ascii": [(0, 127)],
    "blank": [(9, 9), (32, 32)],
    "cntrl": [(0, 31), (127, 127)],
    "digit": [(48, 57)],
    "graph": [(33, 126)],
    "lower": [(97, 122)],
    "print": [(32, 126)],
    "punct": [(33, 47), (58, 64), (91, 96), (123, 126)],
    "space": [(9, 13), (32, 32)],
    "upper": [(65, 90)],
    "word": _PERL_CLASSES["w"],
    "xdigit": [(48, 57), (65, 70), (97, 102)],
}
_CONTROL = {"a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}
_REPETITION = re.compile(r"[*+?]|\{(\d+)(,?)(\d*)\}")
_GROUP_FLAGS = re.compile(r"\(\?([imsU]*)(?:-([imsU]+))?([:)])")


class _Malformed(Exception):
    """The pattern is none of RE2's; holds RE2's words for it."""


@functools.cache
def compile_pattern(pattern: bytes) -> re.Pattern:
    r"""Returns the Python pattern that matches what an RE2 pattern does.

    Args:
      pattern: The RE2 pattern, UTF-8.

    Raises:
      InvalidArgumentError: if it is no RE2 pattern.

    Example:
      >>> compile_pattern(b"[[:digit:]]+$").pattern
      '[0-9]+\\Z'
    """
    text = pattern.decode("utf-8", "surrogateescape")
    try:
        return re.compile(_Reader(text).read())
    # Python's own errors: of what its expressions cannot say, such as a repeated end.
    except (_Malformed, re.error, OverflowError) as error:
        raise invalid_argument(f"Invalid pattern: {text}, error: {error}") from None


def replace(pattern: re.Pattern, rewrite: bytes, text: bytes, everywhere: bool) -> bytes:
    r"""Replaces matches of a pattern in a text.

    Args:
      pattern: From `compile_pattern`.
      rewrite: What stands in for a match; `\0` is the match, `\1` to `\9` its groups.
      text: UTF-8.
      everywhere: Whether all matches are replaced, or the first one only.

    Returns:
      The new text; the old one where `rewrite` asks for a group that the pattern does not have.
    """
    template = rewrite.decode("utf-8", "surrogateescape")
    if max(map(int, re.findall(r"\\(\d)", template)), default=0) > pattern.groups:
        return text
    source = text.decode("utf-8", "surrogateescape")
    pieces, at, last_end = [], 0, -1
    while at <= len(source):
        match = pattern.search(source, at)
        if match is None:
            break
        pieces.append(source[at : match.start()])
        at = match.end()
        if match.start() == match.end() == last_end:
            # An empty match where the last one ended is none.
            pieces.append(source[at : at + 1])
            at += 1
            continue
        pieces.append(_rewritten(match, template))
        last_end = at
        if not everywhere:
            break
    pieces.append(source[at:])
    return "".join(pieces).encode("utf-8", "surrogateescape")


def _rewritten(match: re.Match, template: str) -> str:
    pieces = []
    for plain, escaped in re.findall(r"([^\\]+)|\\(.?)", template, re.DOTALL):
        if plain:
            pieces.append(plain)
        elif escaped.isdigit():
            pieces.append(match[int(escaped)] or "")
        elif escaped == "\\":
            pieces.append("\\")
        else:
            break
    return "".join(pieces)


def matches_fully(pattern: re.Pattern, text: bytes) -> bool:
    """Says whether a pattern matches the whole of a text."""
    return pattern.fullmatch(text.decode("utf-8", "surrogateescape")) is not None


class _Reader:
    """Reads an RE2 pattern from left to right and writes Python's."""

    def __init__(self, text):
        self.text = text
        self.at = 0
        self.flags = frozenset()

    def read(self):
        written = self._alternatives()
        if self.at < len(self.text):
            raise _Malformed(f"unexpected ): {self.text}")
        return written

    def _next(self, size=1):
        return self.text[self.at : self.at + size]

    def _alternatives(self):
        """Reads up to a closing parenthesis or the end."""
        outer, branches = self.flags, [""]
        while self.at < len(self.text) and self._next() != ")":
            if self._next() == "|":
                self.at += 1
                branches.append("")
            else:
                branches[-1] += self._repeated()
        self.flags = outer
        return "|".join(branches)

    def _repeated(self):
        """Reads one item with its repetition."""
        start = self.at
        item = self._item()
        found = _REPETITION.match(self.text, self.at)
        if not found:
            return item
        if item is None:
            raise _Malformed(f"no argument for repetition operator: {found[0]}")
        first = self.at
        self._check_size(found)
        self.at = found.end()
        is_lazy = self._next() == "?"
        self.at += is_lazy
        again = _REPETITION.match(self.text, self.at)
        if again:
            raise _Malformed(f"bad repetition operator: {self.text[first : again.end()]}")
        # A repeated assertion (`^*`) holds or is left out.
        if self.text[start] in "^$" or self.text[start : start + 2] in (r"\b", r"\B", r"\A"):
            item = f"(?:{item})"
        return item + found[0] + ("?" if is_lazy != ("U" in self.flags) else "")

    def _check_size(self, found):
        low, _, high = found.groups()
        if low and (int(low) > 1000 or (high and not int(low) <= int(high) <= 1000)):
            raise _Malformed(f"invalid repetition size: {found[0]}")

    def _item(self):
        character = self._next()
        if character in "*+?":
            raise _Malformed(f"no argument for repetition operator: {character}")
        if character == "(":
            return self._group()
        if character == "[":
            return self._set()
        if character == "\\":
            return self._escape()
        self.at += 1
        if character == "^":
            return "(?m:^)" if "m" in self.flags else "^"
        if character == "$":
            return "(?m:$)" if "m" in self.flags else r"\Z"
        if character == ".":
            return "(?s:.)" if "s" in self.flags else "."
        return self._cased(re.escape(character))

    def _cased(self, written):
        return f"(?i:{written})" if "i" in self.flags else written

    def _group(self):
        flags = _GROUP_FLAGS.match(self.text, self.at)
        name = re.compile(r"\(\?P<(\w*)(>?)").match(self.text, self.at)
        outer, opening = self.flags, "("
        if flags and (flags[1] or flags[2] or flags[3] == ":"):
            self.at = flags.end()
            self.flags = self.flags.union(flags[1]).difference(flags[2] or "")
            if flags[3] == ")":
                # They hold for the rest of the enclosing group, where `_alternatives` ends them.
                return "" if not _REPETITION.match(self.text, self.at) else None
            opening = "(?:"
        elif name:
            if not name[2]:
                raise _Malformed(f"invalid named capture group: {self.text[self.at :]}")
            self.at = name.end()
        elif self._next(2) == "(?":
            size = re.compile(r"\(\?(?:[imsU]+-?|-)?").match(self.text, self.at).end() - self.at
            raise _Malformed(f"invalid perl operator: {self._next(size + 1)}")
        else:
            self.at += 1
        inside = self._alternatives()
        if self._next() != ")":
            raise _Malformed(f"missing ): {self.text}")
        self.at += 1
        self.flags = outer
        return f"{opening}{inside})"

    def _escape(self):
        letter = self.text[self.at + 1 : self.at + 2]
        if not letter:
            raise _Malformed("trailing \\")
        if letter in "bBA":
            self.at += 2
            return f"(?a:\\{letter})"
        if letter == "z":
            self.at += 2
            return r"\Z"
        if letter == "C":
            self.at += 2
            return "(?s:.)"
        if letter == "Q":
            end = self.text.find(r"\E", self.at)
            end = len(self.text) if end < 0 else end
            literal = re.escape(self.text[self.at + 2 : end])
            self.at = end + 2
            return self._cased(f"(?:{literal})")
        ranges = self._class()
        if ranges is not None:
            return self._cased(_written_set(ranges))
        return self._cased(re.escape(chr(self._escaped_character())))

    def _class(self):
        r"""Reads `\d`, `\p{Greek}` and the like: ranges, or None if there is no such thing."""
        letter = self.text[self.at + 1 : self.at + 2]
        if letter.lower() in _PERL_CLASSES:
            self.at += 2
            ranges = _PERL_CLASSES[letter.lower()]
            return complement(ranges) if letter.isupper() else ranges
        found = re.compile(r"\\[pP](?:\{(\^?)(\w+)\}|(\w))").match(self.text, self.at)
        if not found:
            return None
        self.at = found.end()
        ranges = _unicode_class(found[2] or found[3])
        if ranges is None:
            raise _Malformed(f"invalid character class range: {found[0]}")
        return complement(ranges) if (letter == "P") != bool(found[1]) else ranges

    def _escaped_character(self):
        """Reads an escape that stands for one character; returns its code point."""
        found = re.compile(
            r"\\(?:x\{([0-9A-Fa-f]+)\}|x([0-9A-Fa-f]{2})|(0[0-7]{0,2}|[1-7][0-7]{1,2})"
            r"|([afnrtv])|([!-/:-@\[-`{-~]))"
        ).match(self.text, self.at)
        if not found or int(found[1] or "0", 16) > _LAST:
            bad = re.compile(r"\\(?:x\{[0-9A-Fa-f]*|x.|.)", re.DOTALL).match(self.text, self.at)
            if bad is None:
                raise _Malformed("trailing \\ at end of regular expression")
            raise _Malformed(f"invalid escape sequence: {bad[0]}")
        self.at = found.end()
        braced, hexadecimal, octal, control, sign = found.groups()
        if octal:
            return int(octal, 8)
        if control:
            return _CONTROL[control]
        return ord(sign) if sign else int(braced or hexadecimal, 16)

    def _set(self):
        r"""Reads a set: `[^a-z\d[:alpha:]]`."""
        self.at += 1
        is_negated = self._next() == "^"
        self.at += is_negated
        ranges, is_first = [], True
        while is_first or self._next() != "]":
            is_first = False
            if not self._next():
                raise _Malformed(f"missing ]: {self.text[self.text.rindex('[') :]}")
            named = re.compile(r"\[:(\^?)(\w*):\]").match(self.text, self.at)
            if named:
                if named[2] not in _POSIX_CLASSES:
                    raise _Malformed(f"invalid character class range: {named[0]}")
                self.at = named.end()
                members = _POSIX_CLASSES[named[2]]
                ranges += complement(members) if named[1] else members
                continue
            members = self._class() if self._next() == "\\" else None
            ranges += [self._range()] if members is None else members
        self.at += 1
        return self._cased(_written_set(complement(ranges) if is_negated else ranges))

    def _range(self):
        start = self.at
        low = high = self._set_character()
        if self._next() == "-" and self._next(2) != "-]":
            self.at += 1
            high = self._set_character()
            if high < low:
                raise _Malformed(f"invalid character class range: {self.text[start : self.at]}")
        return low, high

    def _set_character(self):
        if self._next() == "\\":
            return self._escaped_character()
        if not self._next():
            raise _Malformed(f"missing ]: {self.text[self.text.rindex('[') :]}")
        self.at += 1
        return ord(self.text[self.at - 1])


def complement(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Returns the ranges of all code points that are in none of the given ones.

    Example:
      >>> complement([(1, 1114111)])
      [(0, 0)]
    """
    gaps, start = [], 0
    for low, high in sorted(ranges):
        if low > start:
            gaps.append((start, low - 1))
        start = max(start, high + 1)
    if start <= _LAST:
        gaps.append((start, _LAST))
    return gaps


def _written_set(ranges):
    if not ranges:
        return "(?!)"
    items = (
        re.escape(chr(low)) + (f"-{re.escape(chr(high))}" if high > low else "")
        for low, high in ranges
    )
    return f"[{''.join(items)}]"


@functools.cache
def _unicode_class(name):
    """Returns the ranges of a general category (`L`, `Lu`) or a script; None for other names."""
    if name in script_codes:
        return script_ranges(script_codes[name])
    ranges = []
    for code in range(_LAST + 1):
        if unicodedata.category(chr(code)).startswith(name):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1] = (ranges[-1][0], code)
            else:
                ranges.append((code, code))
    return ranges or None
