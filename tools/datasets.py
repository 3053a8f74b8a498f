"""Makes the files of `tfcourse.datasets`.

python tools/datasets.py                   the three that are drawn, to the byte as they are
python tools/datasets.py digits.csv.gz     the digits, from the file that scikit-learn publishes
"""

import sys
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parents[1] / "tfcourse" / "datasets" / "files"
# `RandomState` gives the same numbers in every NumPy, for good.
SEEDS = {"moons.csv": 1, "flats.csv": 2, "weather.txt": 3}


def moons(random, count=1000) -> str:
    """Returns points on two half circles, the second one turned and moved into the first."""
    angle = np.pi * random.random_sample(count)
    label = np.arange(count) % 2
    sign = 1 - 2 * label
    x = sign * np.cos(angle) + label + random.normal(scale=0.12, size=count)
    y = sign * np.sin(angle) + 0.5 * label + random.normal(scale=0.12, size=count)
    rows = [f"{a:.4f},{b:.4f},{c}" for a, b, c in zip(x, y, label, strict=True)]
    return "\n".join(["x,y,moon", *rows, ""])


def flats(random, count=500) -> str:
    """Returns flats whose price follows from what they are like, and from chance."""
    rooms = random.randint(1, 6, count)
    area = np.round(18 + 21 * rooms + random.normal(scale=7, size=count), 1)
    floor = random.randint(0, 9, count)
    age = random.randint(0, 91, count)
    distance = np.round(random.gamma(2, 2.5, count), 1)
    metre = 5.2 - 0.22 * distance + 0.04 * floor - 0.05 * age + 0.00055 * age**2
    price = area * np.maximum(metre, 1.2) + 12 * (floor > 4) + random.normal(scale=14, size=count)
    table = zip(area, rooms, floor, age, distance, np.round(price, 1), strict=True)
    rows = [f"{a:.1f},{b},{c},{d},{e:.1f},{f:.1f}" for a, b, c, d, e, f in table]
    return "\n".join(["area,rooms,floor,age,distance,price", *rows, ""])


def weather(random, count=400) -> str:
    """Returns reports by a small grammar, each a line."""

    def one(*choices):
        return choices[random.randint(len(choices))]

    def degrees():
        return f"{random.randint(2, 29)} degrees"

    def sky():
        return one("clear", "cloudy", "grey", "hazy", "bright", "overcast", "mostly blue")

    def place():
        return one("on the coast", "in the hills", "in the valley", "by the river", "in the north")

    def change():
        return one(
            f"rain {place()} {when()}",
            f"the wind turns {one('west', 'east', 'north', 'south')} {when()}",
            f"{one('light', 'thick', 'low')} fog {place()} {when()}",
            f"it {one('clears up', 'cools down', 'warms up', 'stays dry')} {when()}",
        )

    def when():
        return one("before noon", "after dark", "in the evening", "towards morning", "at times")

    def report():
        start = one("today", "tomorrow", "on monday", "this week", "at the weekend")
        body = f"{start} the sky is {sky()} {place()}, {degrees()}"
        for _ in range(random.randint(0, 3)):
            body += f"{one(', and', ', then', ', but')} {change()}"
        return body + "."

    return "\n".join([report() for _ in range(count)] + [""])


def digits(path, target):
    """Writes the digits in scikit-learn's order: 64 pixels and the label in a row."""
    rows = np.loadtxt(path, delimiter=",").astype(np.uint8)
    np.savez_compressed(target, x=rows[:, :64].reshape(-1, 8, 8), y=rows[:, 64])


MAKERS = {"moons.csv": moons, "flats.csv": flats, "weather.txt": weather}


def made(name) -> str:
    """Returns the text of a file that is drawn."""
    return MAKERS[name](np.random.RandomState(SEEDS[name]))


def main(arguments):
    if arguments:
        digits(arguments[0], FOLDER / "digits.npz")
        return
    for name in MAKERS:
        (FOLDER / name).write_text(made(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
