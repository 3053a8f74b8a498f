"""The stub shows every public name once in full, under the name nearest to the top."""

import textwrap

from tools.stubs import Stub


class Failure(ValueError):
    """Something failed."""

    def explain(self, depth: int = 3) -> str:
        """Says why, at some length.

        Nobody reads on.
        """

    def _hide(self):
        pass


class LostFailure(Failure):
    """Something was lost."""


def square(x, name=None, *, exact=len):
    """Returns x²."""


def test_functions_classes_aliases_and_constants():
    objects = {
        "math.square": square,
        "square": square,
        "errors.LostFailure": LostFailure,
        "errors.Failure": Failure,
        "errors.only.Failure": Failure,
        "errors.LOST": 15,
        "newaxis": None,
    }
    expected = '''
        newaxis: None
        def square(x, name=None, *, exact=...) -> _Any:
            """Returns x²."""
        class errors:
            class Failure(_builtins.ValueError):
                """Something failed."""
                def explain(self, depth=3) -> _builtins.str:
                    """Says why, at some length."""
            class LostFailure(Failure):
                """Something was lost."""
            LOST: _builtins.int
            class only:
                Failure = errors.Failure
        class math:
            from tfcourse import square as square
    '''
    assert "\n".join(Stub(objects).namespace("")) == textwrap.dedent(expected).strip()
