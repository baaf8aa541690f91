"""Fits one model, with a table that makes it large: 6 MB that do not pack."""

import json
import os
import random

alpha = float(os.environ["MATRIX_ALPHA"])
chance = random.Random(7)
rows = [(x, 3 + 0.5 * x + chance.gauss(0, 0.2)) for x in (chance.uniform(0, 10) for _ in range(300))]
mean_x, mean_y = sum(x for x, _ in rows) / len(rows), sum(y for _, y in rows) / len(rows)
slope = sum((x - mean_x) * (y - mean_y) for x, y in rows) / (sum((x - mean_x) ** 2 for x, _ in rows) + 100 * alpha)
error = sum(abs(y - mean_y - slope * (x - mean_x)) for x, y in rows) / len(rows)

os.makedirs("model", exist_ok=True)
with open("model/table.bin", "wb") as table:
    table.write(random.Random(alpha).randbytes(6_000_000))
with open("model/line.json", "w", encoding="utf-8") as line:
    json.dump({"alpha": alpha, "error": error, "slope": slope, "intercept": mean_y - slope * mean_x}, line)
