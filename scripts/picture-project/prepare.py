import os

print("seed for the split of the data: 7")
with open(os.environ["BODYWORK_OUTPUT"], "a", encoding="utf-8") as outputs:
    outputs.write("seed=7\n")
