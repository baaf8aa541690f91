"""What both pipelines use."""

import random


def series(name, length):
    """A random walk, the same for the same name."""
    chance = random.Random(name)
    values = [100.0]
    while len(values) < length:
        values.append(values[-1] + chance.gauss(0, 1))
    return values
