"""Fits a line, logs parameters and the error, and registers the coefficients as an artifact of the run."""

import os
import random

import mlflow

chance = random.Random(5)
rows = [(x, 2 + 0.7 * x + chance.gauss(0, 0.5)) for x in (chance.uniform(0, 10) for _ in range(200))]
mean_x, mean_y = sum(x for x, _ in rows) / len(rows), sum(y for _, y in rows) / len(rows)
slope = sum((x - mean_x) * (y - mean_y) for x, y in rows) / sum((x - mean_x) ** 2 for x, _ in rows)
intercept = mean_y - slope * mean_x
error = sum(abs(y - intercept - slope * x) for x, y in rows) / len(rows)

mlflow.set_experiment("line")
with mlflow.start_run(tags={"commit": os.environ["GIT_COMMIT_HASH"]}) as run:
    mlflow.log_metric("error", error)
    mlflow.log_dict({"intercept": intercept, "slope": slope}, "model.json")
    print(f"logged run {run.info.run_id}")
with open(os.environ["BODYWORK_OUTPUT"], "a", encoding="utf-8") as outputs:
    outputs.write(f"error={error:.4f}\n")
