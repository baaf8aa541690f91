import os

models = {"linear": os.environ["LINEAR"], "forest": os.environ["FOREST"]}
best = max(models, key=lambda name: float(models[name]))
print(f"{best} is the better one")
with open(os.environ["BODYWORK_OUTPUT"], "a", encoding="utf-8") as outputs:
    outputs.write(f"model={best}\naccuracy={models[best]}\n")
