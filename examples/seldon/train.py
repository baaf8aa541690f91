"""Would store a model, and says where."""
import os

with open(os.environ["BODYWORK_OUTPUT"], "a") as outputs:
    outputs.write("model_uri=s3://models/%s\n" % os.environ["GIT_COMMIT_HASH"])
