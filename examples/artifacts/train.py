"""Fits a line and keeps it, with the rows it was fitted to."""

import csv
import json
import os
import pathlib
import random

chance = random.Random(7)
rows = [(x, 3 + 0.5 * x + chance.gauss(0, 0.2)) for x in range(50)]
mean_x, mean_y = sum(x for x, _ in rows) / len(rows), sum(y for _, y in rows) / len(rows)
slope = sum((x - mean_x) * (y - mean_y) for x, y in rows) / sum((x - mean_x) ** 2 for x, _ in rows)
model = {"slope": slope, "intercept": mean_y - slope * mean_x}

pathlib.Path("model").mkdir(exist_ok=True)
pathlib.Path("model/line.json").write_text(json.dumps(model), encoding="utf-8")
with open("rows.csv", "w", newline="", encoding="utf-8") as file:
    csv.writer(file).writerows(rows)
error = sum(abs(y - model["intercept"] - model["slope"] * x) for x, y in rows) / len(rows)
with open(os.environ["BODYWORK_OUTPUT"], "a", encoding="utf-8") as outputs:
    outputs.write(f"error={error:.3f}\n")
