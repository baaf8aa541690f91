"""Loads the newest model from the store and answers POST /iris/v1/score."""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen

FEATURES = ("sepal_length", "sepal_width", "petal_length", "petal_width")

with urlopen(os.environ["MODEL_URL"], timeout=30) as answer:
    MODEL = json.load(answer)


class Handler(BaseHTTPRequestHandler):
    """Scores one flower a request."""

    def do_POST(self):
        flower = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        sizes = [float(flower[feature]) for feature in FEATURES]
        distances = {name: sum((a - b) ** 2 for a, b in zip(mean, sizes)) for name, mean in MODEL.items()}
        body = json.dumps({"species_prediction": min(distances, key=distances.get)}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)


print(f"serving {len(MODEL)} species", flush=True)
ThreadingHTTPServer(("0.0.0.0", 5000), Handler).serve_forever()
