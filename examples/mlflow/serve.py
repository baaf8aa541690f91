"""Loads the newest model from the tracking server when it starts: GET /?x=3."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import mlflow

newest = mlflow.search_runs(experiment_names=["line"], order_by=["start_time DESC"], max_results=1, output_format="list")[0]
MODEL = mlflow.artifacts.load_dict(f"runs:/{newest.info.run_id}/model.json")


class Handler(BaseHTTPRequestHandler):
    """GET /?x=3."""

    def do_GET(self):
        x = float(parse_qs(urlparse(self.path).query).get("x", ["0"])[0])
        self.send_response(200)
        self.end_headers()
        answer = {"y": round(MODEL["intercept"] + MODEL["slope"] * x, 3), "run": newest.info.run_id}
        self.wfile.write(json.dumps(answer).encode())


print(f"serving the model of run {newest.info.run_id}", flush=True)
ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
