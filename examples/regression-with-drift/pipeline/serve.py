"""Answers POST / with the hours until an order is dispatched."""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def estimate(model, request):
    """The estimate for one order."""
    hours = model["intercept"] + model["slope"] * float(request["orders_placed"])
    return {"est_hours_to_dispatch": round(hours, 3), "model_version": str(model["hour"])}


class Handler(BaseHTTPRequestHandler):
    """GET /healthz and POST /."""

    model = {}

    def do_GET(self):
        self.answer(200, {"status": "ok"})

    def do_POST(self):
        try:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.answer(200, estimate(self.model, json.loads(body)))
        except (ValueError, KeyError, TypeError):
            self.answer(422, {"error": "expected a number orders_placed"})

    def answer(self, status, value):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())


if __name__ == "__main__":
    Handler.model = json.loads(os.environ["MODEL"])
    print(f"serving {Handler.model}", flush=True)
    ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
