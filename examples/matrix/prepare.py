"""Chooses the folds; each becomes a pod of `validate`."""
import json
import os

folds = [{"fold": number, "seed": "s%d" % number} for number in range(1, 4)]
with open(os.environ["BODYWORK_OUTPUT"], "a") as outputs:
    outputs.write("folds=%s\n" % json.dumps(folds))
