"""Answers on two ports: the service itself, and its metrics."""
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def handler(text):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_arguments):
            pass

    return Handler


metrics = ThreadingHTTPServer(("0.0.0.0", 9000), handler(b"requests_total 1\n"))
threading.Thread(target=metrics.serve_forever, daemon=True).start()
ThreadingHTTPServer(("0.0.0.0", 8000), handler(b"ok\n")).serve_forever()
