"""The part of the MLflow tracking API that a small pipeline asks for, kept in one folder: a stand-in for tests.

The real server brings 300 MB of packages; the client that the stages use is the real one.
"""
import json
import os
import re
import sys
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

FOLDER = sys.argv[1]
STATE = os.path.join(FOLDER, "state.json")
ARTIFACTS = os.path.join(FOLDER, "artifacts")
state = json.load(open(STATE)) if os.path.exists(STATE) else {"experiments": [], "runs": []}


def saved():
    with open(STATE + ".new", "w") as file:
        json.dump(state, file)
    os.replace(STATE + ".new", STATE)


def run_of(body):
    return next(run for run in state["runs"] if run["info"]["run_id"] == (body.get("run_id") or body.get("run_uuid")))


def call(method, body):
    if method == "experiments/get-by-name":
        found = [one for one in state["experiments"] if one["name"] == body["experiment_name"]]
        return {"experiment": found[0]} if found else None
    if method == "experiments/get":
        return {"experiment": next(one for one in state["experiments"] if one["experiment_id"] == body["experiment_id"])}
    if method == "experiments/create":
        number = str(len(state["experiments"]) + 1)
        state["experiments"].append({"experiment_id": number, "name": body["name"], "lifecycle_stage": "active", "artifact_location": "mlflow-artifacts:/" + number})
        return {"experiment_id": number}
    if method == "experiments/search":
        return {"experiments": state["experiments"]}
    if method == "runs/create":
        number, name = body["experiment_id"], uuid.uuid4().hex
        info = {"run_id": name, "run_uuid": name, "run_name": body.get("run_name") or name[:8], "experiment_id": number, "status": "RUNNING", "start_time": body.get("start_time") or int(time.time() * 1000), "lifecycle_stage": "active", "artifact_uri": "mlflow-artifacts:/%s/%s/artifacts" % (number, name)}
        state["runs"].append({"info": info, "data": {"metrics": [], "params": [], "tags": body.get("tags", [])}, "inputs": {}, "outputs": {}})
        return {"run": state["runs"][-1]}
    if method == "runs/get":
        return {"run": run_of(body)}
    if method == "runs/update":
        run_of(body)["info"].update({key: body[key] for key in ("status", "end_time") if key in body})
        return {"run_info": run_of(body)["info"]}
    if method == "runs/log-metric":
        run_of(body)["data"]["metrics"].append({key: body[key] for key in ("key", "value", "timestamp", "step") if key in body})
        return {}
    if method == "runs/set-tag":
        run_of(body)["data"]["tags"].append({"key": body["key"], "value": body["value"]})
        return {}
    if method == "runs/log-batch":
        for kind in ("metrics", "params", "tags"):
            run_of(body)["data"][kind].extend(body.get(kind, []))
        return {}
    if method == "runs/search":
        found = [run for run in state["runs"] if run["info"]["experiment_id"] in body["experiment_ids"]]
        return {"runs": sorted(found, key=lambda run: -run["info"]["start_time"])[: body.get("max_results", 100)]}
    return None


class Server(BaseHTTPRequestHandler):
    def answer(self, content, code=200):
        self.send_response(code)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def handle_one(self):
        url, length = urlparse(self.path), int(self.headers.get("Content-Length") or 0)
        content = self.rfile.read(length)
        if url.path == "/health":
            return self.answer(b"OK")
        kept = re.match(r"/api/2.0/mlflow-artifacts/artifacts(?:/(.*))?$", url.path)
        if kept and kept.group(1):
            path = os.path.join(ARTIFACTS, kept.group(1))
            if self.command == "PUT":
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as file:
                    file.write(content)
                return self.answer(b"{}")
            return self.answer(open(path, "rb").read()) if os.path.isfile(path) else self.answer(b"{}", 404)
        if kept:
            folder = os.path.join(ARTIFACTS, parse_qs(url.query).get("path", [""])[0])
            files = [{"path": name, "is_dir": False, "file_size": 1} for name in (os.listdir(folder) if os.path.isdir(folder) else [])]
            return self.answer(json.dumps({"files": files}).encode())
        body = json.loads(content) if content else {key: values[0] for key, values in parse_qs(url.query).items()}
        result = call(url.path.split("/mlflow/")[-1], body)
        if result is None:
            print("not here: %s %s" % (self.path, content[:200]), flush=True)
            return self.answer(b'{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "no such thing"}', 404)
        if self.command != "GET":
            saved()
        self.answer(json.dumps(result).encode())

    do_GET = do_POST = do_PUT = do_PATCH = handle_one

    def log_message(self, *_arguments):
        pass


print("tracking %d runs" % len(state["runs"]), flush=True)
ThreadingHTTPServer(("0.0.0.0", 5000), Server).serve_forever()
