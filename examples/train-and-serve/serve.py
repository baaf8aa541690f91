"""Answers POST / with the species of a flower. The model is a few numbers, so no package is needed to apply it."""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import exp

MODEL = json.loads(os.environ["MODEL"])


def predict(flower):
    """The most likely species, and how likely each one is."""
    values = [float(flower[feature]) for feature in MODEL["features"]]
    scores = [
        bias + sum(weight * value for weight, value in zip(weights, values))
        for weights, bias in zip(MODEL["weights"], MODEL["biases"])
    ]
    parts = [exp(score - max(scores)) for score in scores]
    likely = {name: round(part / sum(parts), 4) for name, part in zip(MODEL["species"], parts)}
    return {"species": max(likely, key=likely.get), "probabilities": likely}


class Handler(BaseHTTPRequestHandler):
    """GET /healthz says that the service is there, POST / predicts."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200 if self.path == "/healthz" else 404, {"commit": os.environ.get("GIT_COMMIT_HASH", "")})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            self.answer(200, predict(json.loads(body)))
        except (ValueError, KeyError, TypeError) as error:
            self.answer(400, {"error": f"expected {', '.join(MODEL['features'])}: {error!r}"})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        """Requests are not logged: probes would fill the log."""


print(f"serving a model of {len(MODEL['species'])} species", flush=True)
ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
