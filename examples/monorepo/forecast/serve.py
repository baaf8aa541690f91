"""Tells the mean of the last week as the forecast for tomorrow."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from shared.series import series

TOMORROW = sum(series("sales", 365)[-7:]) / 7


class Handler(BaseHTTPRequestHandler):
    """GET /."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{TOMORROW:.2f}\n".encode())

    def log_message(self, format, *args):
        """Nothing to log."""


ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
