"""The model that is deployed in four ways: POST /score gives back what it gets, with the sum."""

import json
import os
from wsgiref.simple_server import make_server


def app(environ, start_response):
    """A WSGI application, as Flask's are; any WSGI server can run it."""
    path = environ["PATH_INFO"]
    if path == "/healthz":
        status, value = "200 OK", {"status": "ok"}
    elif path == "/score" and environ["REQUEST_METHOD"] == "POST":
        numbers = json.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))["X"]
        status, value = "200 OK", {"score": numbers, "sum": sum(numbers)}
    else:
        status, value = "404 Not Found", {"error": "POST /score"}
    body = json.dumps(value).encode()
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


if __name__ == "__main__":
    make_server("0.0.0.0", int(os.environ.get("PORT", "5000")), app).serve_forever()
