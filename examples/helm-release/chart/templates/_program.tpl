{{- define "scorer.program" -}}
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

{{ .Values.before }}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"greeting": "{{ .Values.greeting }}", "accuracy": {{ .Values.model.accuracy }}}')


ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
{{- end -}}
