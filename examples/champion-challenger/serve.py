"""Predicts sales from the temperature: GET /?degrees=20."""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

MODEL = json.loads(os.environ["MODEL"])


class Handler(BaseHTTPRequestHandler):
    """GET /healthz and GET /?degrees=20."""

    def do_GET(self):
        degrees = float(parse_qs(urlparse(self.path).query).get("degrees", ["0"])[0])
        sales = round(MODEL["intercept"] + MODEL["slope"] * degrees, 1)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps({"sales": sales, "week": MODEL["week"]}).encode())

    def log_message(self, format, *args):
        """Probes would fill the log."""


ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
