"""Fits nothing much, and says how well."""
import os

with open(os.environ["BODYWORK_OUTPUT"], "a") as outputs:
    outputs.write("accuracy=0.97\nreplicas=2\n")
