import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(os.environ["MODEL"].encode())

    def log_message(self, format, *args):
        pass


print(f"serving {os.environ['MODEL']}", flush=True)
ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
