"""When to draw again: by a clock of the test's own."""

from tfcourse.live.pace import SHARE, Pace


class Clock:
    """Time that passes when it is told to."""

    now = 0.0

    def __call__(self):
        return self.now


def test_pictures_have_a_pause_between_them():
    clock = Clock()
    pace = Pace(0.25, clock, Clock())
    assert pace.is_due()
    with pace:
        pass
    drawn = 0
    for _ in range(1000):
        clock.now += 0.125
        if pace.is_due():
            drawn += 1
            with pace:
                pass
    assert drawn == 500


def test_what_takes_long_is_drawn_seldom():
    clock, work = Clock(), Clock()
    pace = Pace(0.25, clock, work)
    for _ in range(100_000):
        clock.now += 0.125
        if pace.is_due():
            with pace:
                work.now += 0.125
    assert work.now / clock.now <= SHARE * 1.001 < 0.01
