"""Frames of the user's code."""

from tfcourse.core.context import context
from tfcourse.core.stack import Frame, is_users, register_generated_code, user_frames


def test_the_users_frames_outermost_first():
    def outer():
        return user_frames()

    *_, last = frames = outer()
    assert last.function == "outer" and last.filename == __file__
    assert frames[-2].function == "test_the_users_frames_outermost_first"


def test_what_is_not_the_users():
    assert is_users(__file__)
    assert is_users("<ipython-input-1>")
    assert not is_users("/usr/lib/python3.11/functools.py")
    assert not is_users("/venv/lib/python3.11/site-packages/jax/_src/api.py")
    assert not is_users("/venv/lib/python3.11/site-packages/ipykernel_launcher.py")
    assert not is_users("/venv/lib/python3.11/site-packages/tornado/platform/asyncio.py")
    assert is_users("/venv/lib/python3.11/site-packages/course/helpers.py")
    assert is_users("/home/jax/solution.py")


def test_generated_code_is_shown_as_the_code_it_was_made_from():
    register_generated_code(
        "<generated>", lambda frame: Frame("notebook", frame.line + 10, frame.function)
    )
    namespace = {"user_frames": user_frames}
    exec(compile("def call():\n    return user_frames()", "<generated>", "exec"), namespace)
    assert namespace["call"]()[-1] == Frame("notebook", 12, "call")
    register_generated_code("<hidden>", lambda frame: None)
    exec(compile("def call():\n    return user_frames()", "<hidden>", "exec"), namespace)
    assert namespace["call"]()[-1].function.startswith("test_generated_code")


def test_frames_may_be_given():
    given = (Frame("a", 1, "f"),)
    context.frames = given
    try:
        assert user_frames() == given
    finally:
        context.frames = None
