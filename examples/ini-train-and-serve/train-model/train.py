"""Trains a nearest-centre classifier on flowers made from a seed, and puts it into the model store."""

import json
import os
import random
from urllib.request import Request, urlopen

CENTRES = {"setosa": (5.0, 3.4, 1.5, 0.2), "versicolor": (5.9, 2.8, 4.3, 1.3), "virginica": (6.6, 3.0, 5.6, 2.0)}


def flowers(count, seed):
    """Flowers around the typical sizes of their species."""
    chance = random.Random(seed)
    return [
        (tuple(chance.gauss(size, 0.3) for size in centre), species)
        for species, centre in CENTRES.items()
        for _ in range(count)
    ]


def trained(samples):
    """The mean flower of every species."""
    model = {}
    for species in CENTRES:
        own = [sizes for sizes, label in samples if label == species]
        model[species] = [sum(column) / len(own) for column in zip(*own)]
    return model


def nearest(model, sizes):
    """The species whose mean flower is nearest."""
    return min(model, key=lambda species: sum((a - b) ** 2 for a, b in zip(model[species], sizes)))


if __name__ == "__main__":
    model = trained(flowers(100, seed=1))
    test = flowers(30, seed=2)
    right = sum(nearest(model, sizes) == species for sizes, species in test)
    print(f"right for {right} of {len(test)} flowers")
    if right < 0.85 * len(test):
        raise SystemExit("the model is too bad to be deployed")
    url = os.environ["MODEL_URL"]
    with urlopen(Request(url, data=json.dumps(model).encode(), method="PUT"), timeout=30) as answer:
        print(f"stored the model: HTTP {answer.status}")
