/** The projects that articles deploy, small: their names, shapes and generations, with programs of a few lines. */
export interface ProjectWish {
  readonly python: string
  readonly name: string
  readonly group?: string
}

type Files = Readonly<Record<string, string>>

const server = (port: number) => `import json, os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.answer({"path": self.path, "asked": sorted(asked)})

    def do_GET(self):
        self.answer({"ui": os.environ.get("MLFLOW_DEFAULT_ARTIFACT_ROOT", "none")})

    def answer(self, value):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def log_message(self, *args):
        pass

print("starting API server")
ThreadingHTTPServer(("0.0.0.0", ${port}), Handler).serve_forever()
`

const iniService = `[default]
STAGE_TYPE="service"
EXECUTABLE_SCRIPT="service.py"
CPU_REQUEST=0.02
MEMORY_REQUEST_MB=50

[service]
MAX_STARTUP_TIME_SECONDS=30
REPLICAS=2
PORT=5000
`

const ini = ({ python, name }: ProjectWish, dag: string) => `[default]
PROJECT_NAME="${name}"
DOCKER_IMAGE="${python}"

[workflow]
DAG=${dag}

[logging]
LOG_LEVEL="INFO"
`

/** A stage that trains and one that serves, as INI files of 0.2. */
export function iniPipeline(wish: ProjectWish): Files {
  return {
    'bodywork.ini': ini(wish, 'stage-1-train-model >> stage-2-deploy-scoring-service'),
    'stage-1-train-model/config.ini': `[default]
STAGE_TYPE="batch"
EXECUTABLE_SCRIPT="train_model.py"
CPU_REQUEST=0.02
MEMORY_REQUEST_MB=50

[batch]
MAX_COMPLETION_TIME_SECONDS=30
RETRIES=2
`,
    'stage-1-train-model/requirements.txt': '',
    'stage-1-train-model/train_model.py': 'print("trained")\n',
    'stage-2-deploy-scoring-service/config.ini': iniService,
    'stage-2-deploy-scoring-service/requirements.txt': '',
    'stage-2-deploy-scoring-service/service.py': server(5000),
  }
}

/** One stage that serves, as INI files of 0.2. */
export function iniServing(wish: ProjectWish): Files {
  return {
    'bodywork.ini': ini(wish, 'scoring-service'),
    'scoring-service/config.ini': iniService,
    'scoring-service/requirements.txt': '',
    'scoring-service/service.py': server(5000),
  }
}

/** The pipeline of the series about engineering, in version "1.0". */
export function timeToDispatch({ python, name }: ProjectWish): Files {
  return {
    'bodywork.yaml': `version: "1.0"
project:
  name: ${name}
  docker_image: ${python}
  DAG: train_model >> serve_model
stages:
  train_model:
    executable_module_path: pipeline/train_model.py
    cpu_request: 0.02
    memory_request_mb: 50
    batch:
      max_completion_time_seconds: 30
      retries: 2
  serve_model:
    executable_module_path: pipeline/serve_model.py
    cpu_request: 0.02
    memory_request_mb: 50
    service:
      max_startup_time_seconds: 30
      replicas: 2
      port: 8000
      ingress: true
logging:
  log_level: INFO
`,
    'pipeline/train_model.py': 'print("trained")\n',
    'pipeline/serve_model.py': server(8000),
  }
}

/** One service with secrets of a group, in version "1.1". */
export function tracking({ python, name, group = 'prod' }: ProjectWish): Files {
  return {
    'bodywork.yaml': `version: "1.1"
pipeline:
  name: ${name}
  docker_image: ${python}
  DAG: server
  secrets_group: ${group}
stages:
  server:
    executable_module_path: mlflow_server.py
    secrets:
      MLFLOW_BACKEND_STORE_URI: mlflow-config
      MLFLOW_DEFAULT_ARTIFACT_ROOT: mlflow-config
      AWS_ACCESS_KEY_ID: aws-credentials
      AWS_SECRET_ACCESS_KEY: aws-credentials
      AWS_DEFAULT_REGION: aws-credentials
    cpu_request: 0.02
    memory_request_mb: 50
    service:
      max_startup_time_seconds: 60
      replicas: 1
      port: 5000
      ingress: false
logging:
  log_level: INFO
`,
    'mlflow_server.py': server(5000),
  }
}

/** A stage that trains and one that serves, in version "1.1". */
export function documented({ python, name }: ProjectWish): Files {
  return {
    'bodywork.yaml': `version: "1.1"
pipeline:
  name: ${name}
  docker_image: ${python}
  DAG: train >> serve
stages:
  train:
    executable_module_path: train.py
    cpu_request: 0.02
    memory_request_mb: 50
    batch:
      max_completion_time_seconds: 30
      retries: 1
  serve:
    executable_module_path: serve.py
    cpu_request: 0.02
    memory_request_mb: 50
    service:
      max_startup_time_seconds: 60
      replicas: 1
      port: 5000
      ingress: true
logging:
  log_level: INFO
`,
    'train.py': 'print("trained")\n',
    'serve.py': server(5000),
  }
}
