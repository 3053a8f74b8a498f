"""When to draw again: by a clock of the test's own."""

from tfcourse.live.pace import CREDIT, SHARE, Pace


class Clock:
    """Time that passes when it is told to."""

    now = 0.0

    def __call__(self):
        return self.now


def drawn_by(seconds, cost):
    """Returns when pictures were drawn of a loop, each of which takes so long."""
    clock = Clock()
    pace = Pace(0.25, clock)
    times = []
    while clock.now < seconds:
        clock.now += 0.0625
        if pace.is_due():
            times.append(clock.now)
            with pace:
                clock.now += cost
    return times


def test_pictures_have_a_pause_between_them():
    assert len(drawn_by(100, 0.0)) == 400


def test_what_takes_long_is_drawn_seldom():
    for cost in (0.002, 0.01, 0.1):
        for seconds in (10, 100, 1000):
            times = drawn_by(seconds, cost)
            # The first one is drawn in any case.
            assert cost * len(times) <= max(SHARE * seconds + CREDIT, cost) + 1e-9
            assert times[0] < 0.1


def test_the_beginning_is_looked_at_most():
    times = drawn_by(100, 0.005)
    assert times[3] < 1.5 and times[-1] - times[-2] > 0.8
