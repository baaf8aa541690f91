"""Serves the model of the training before it: GET /?x=3."""

import json
import os
import pathlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

MODEL = json.loads(pathlib.Path(os.environ["BODYWORK_ARTIFACTS"], "train/model/line.json").read_text(encoding="utf-8"))


class Handler(BaseHTTPRequestHandler):
    """GET /?x=3."""

    def do_GET(self):
        x = float(parse_qs(urlparse(self.path).query).get("x", ["0"])[0])
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"y": round(MODEL["intercept"] + MODEL["slope"] * x, 2)}).encode())


ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
