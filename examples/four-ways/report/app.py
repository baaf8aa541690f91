"""Answers with the accuracy it was deployed with."""
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Report(BaseHTTPRequestHandler):
    def do_GET(self):
        body = ("accuracy %s\n" % os.environ["ACCURACY"]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


ThreadingHTTPServer(("0.0.0.0", 8000), Report).serve_forever()
