"""Takes the model with the smallest error."""

import json
import os
import shutil

models = []
for number in range(3):  # the folders are in the order of the matrix
    folder = os.path.join(os.environ["BODYWORK_ARTIFACTS"], "fit", str(number), "model")
    with open(os.path.join(folder, "line.json"), encoding="utf-8") as line:
        models.append((json.load(line)["error"], number, folder))
_, best, folder = min(models)
shutil.copy(os.path.join(folder, "line.json"), "model.json")
size = os.path.getsize(os.path.join(folder, "table.bin"))
print(f"of {len(models)} models number {best} is the best, with a table of {size} bytes")
