"""Serves the line that was chosen: GET /?x=4."""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

with open(os.path.join(os.environ["BODYWORK_ARTIFACTS"], "choose", "model.json"), encoding="utf-8") as file:
    MODEL = json.load(file)


class Handler(BaseHTTPRequestHandler):
    """GET /?x=4."""

    def do_GET(self):
        x = float(parse_qs(urlparse(self.path).query).get("x", ["0"])[0])
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"y": MODEL["intercept"] + MODEL["slope"] * x, "alpha": MODEL["alpha"]}).encode())


ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
