"""Sales by temperature, a week at a time; from week 20 on people behave differently."""

import random

CHAMPION = {"week": 10, "intercept": 20.0, "slope": 3.0}


def week(number):
    """`(temperature, sales)` of one week."""
    chance = random.Random(number)
    slope = 3.0 if number < 20 else 4.0
    temperatures = [chance.uniform(0, 30) for _ in range(200)]
    return [(degrees, 20 + slope * degrees + chance.gauss(0, 4)) for degrees in temperatures]


def error(model, rows):
    """Mean distance between the model and what was sold."""
    return sum(abs(y - model["intercept"] - model["slope"] * x) for x, y in rows) / len(rows)
