"""Starts the MLflow tracking server where its environment says."""

import os
import sys

os.execvp(
    sys.executable,
    [
        sys.executable, "-m", "mlflow", "server", "--host", "0.0.0.0", "--port", "5000",
        "--backend-store-uri", os.environ["MLFLOW_BACKEND_STORE_URI"],
        "--artifacts-destination", os.environ["MLFLOW_ARTIFACTS_DESTINATION"],
        "--serve-artifacts", "--allowed-hosts", "*",
    ],
)
