"""The outputs of a matrix are lists, in the order of its combinations."""
import json
import os

scores, errors = json.loads(os.environ["SCORES"]), json.loads(os.environ["ERRORS"])
print("scores", scores, "errors", errors)
with open(os.environ["BODYWORK_OUTPUT"], "a") as outputs:
    outputs.write("best=%g\n" % max(scores))
