import { isServiceName } from '../model/names.ts'

/** A file of the project, with its text when it is a Python module. */
export interface ProjectFile {
  readonly path: string
  readonly text?: string
}

/** A first configuration, and the stages it has. */
export interface Starter {
  readonly text: string
  readonly stages: readonly string[]
}

interface Found {
  readonly name: string
  readonly path: string
  readonly port?: number
  readonly requirements?: string
  readonly order: number
}

const servers =
  /\b(?:uvicorn|fastapi|flask|gunicorn|hypercorn|aiohttp|tornado|bottle|streamlit|gradio|bentoml|grpc\.server|http\.server)\b/i
const entryPoint = /^if\s+__name__\s*==\s*["']__main__["']/m
/** Something happens as soon as the module is loaded: a script, not a library. */
const atOnce = /^(?:with |for |while |[a-z_]\w*(?:\.\w+)*\()/m
const orders: readonly RegExp[] = [
  /download|extract|ingest|fetch|load_data|get_data/i,
  /prep|clean|transform|feature|etl|split/i,
  /train|fit|learn/i,
  /eval|test|valid|metric/i,
  /register|publish|promote|report/i,
]

/** Writes a first configuration from what is in a folder: every entry point becomes a stage. */
export function starterConfig(folder: string, files: readonly ProjectFile[]): Starter {
  const requirements = files.filter(({ path }) => /(?:^|\/)requirements[^/]*\.txt$/.test(path)).map(({ path }) => path)
  const found = withUniqueNames(
    candidates(files)
      .map((file) => stageOf(file, requirements))
      .sort((a, b) => a.order - b.order || a.path.localeCompare(b.path)),
  )
  const name = labelOf(folder) || 'pipeline'
  const stages = found.map(stageText).join('\n')
  const dag = found.map((stage) => stage.name).join(' >> ')
  const text = found.length === 0 ? emptyText(name) : fullText(name, dag, stages, pythonImage(files))
  return { text, stages: found.length === 0 ? ['hello'] : found.map((stage) => stage.name) }
}

function candidates(files: readonly ProjectFile[]): readonly ProjectFile[] {
  const fit = files.filter(
    ({ path }) => !/(?:^|\/)(?:tests?|docs?)\/|(?:^|\/)(?:test_|conftest|setup\.py|noxfile)/.test(path),
  )
  const modules = fit.filter((file) => file.path.endsWith('.py') && isProgram(file))
  if (modules.length > 0) return modules.slice(0, 20)
  const notebooks = fit.filter(({ path }) => path.endsWith('.ipynb'))
  return (notebooks.length > 0 ? notebooks : fit.filter(({ path }) => path.endsWith('.py'))).slice(0, 5)
}

function isProgram({ path, text = '' }: ProjectFile): boolean {
  const isNamedSo = orders.some((order) => order.test(path.slice(path.lastIndexOf('/') + 1)))
  return entryPoint.test(text) || isServer(text) || (isNamedSo && atOnce.test(text))
}

function isServer(text: string): boolean {
  return servers.test(text) && /\.run\(|\.serve\(|serve_forever|start_server/.test(text)
}

function stageOf(file: ProjectFile, requirements: readonly string[]): Found {
  const { path, text = '' } = file
  const parts = path.replace(/\.[^.]+$/, '').split('/')
  const stem = parts.at(-1) ?? ''
  const isPlain = ['main', '__main__', 'app', 'run', 'index'].includes(stem)
  const name = labelOf((isPlain ? parts.at(-2) : undefined) ?? stem) || 'stage'
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : ''
  const own = requirements.find(
    (candidate) => candidate.startsWith(folder) && !candidate.slice(folder.length).includes('/'),
  )
  const packages = own ?? requirements.find((candidate) => !candidate.includes('/'))
  const port = servers.test(text) ? portOf(text) : undefined
  const rank = orders.findIndex((order) => order.test(path))
  return {
    name,
    path,
    order: port !== undefined ? orders.length + 1 : rank < 0 ? orders.length : rank,
    ...(port === undefined ? {} : { port }),
    ...(packages === undefined ? {} : { requirements: packages }),
  }
}

function portOf(text: string): number {
  const port = Number(/\bport\s*[=:]\s*(\d{2,5})/i.exec(text)?.[1] ?? Number.NaN)
  if (port >= 1 && port <= 65535) return port
  return /flask/i.test(text) ? 5000 : 8000
}

function withUniqueNames(stages: readonly Found[]): readonly Found[] {
  const used = new Set<string>()
  return stages.map((stage) => {
    let name = stage.name
    for (let count = 2; used.has(name); count++) name = `${stage.name}-${count}`
    used.add(name)
    return { ...stage, name }
  })
}

function labelOf(text: string): string {
  const label = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
  return isServiceName(label) ? label : ''
}

/** The newest Python that the project says it works with, else a recent one. */
function pythonImage(files: readonly ProjectFile[]): string {
  const text = files.find(({ path }) => path === '.python-version')?.text ?? ''
  const version = /^3\.(\d{1,2})/.exec(text.trim())?.[0] ?? '3.12'
  return `python:${version}-slim`
}

function stageText(stage: Found): string {
  const lines = [
    `  ${stage.name}:`,
    `    run: ${quoted(stage.path)}`,
    ...(stage.requirements === undefined ? [] : [`    requirements: ${quoted(stage.requirements)}`]),
    '    resources: {cpu: 500m, memory: 512Mi}',
  ]
  if (stage.port === undefined) return [...lines, '    batch: {timeout: 30m, retries: 1}', ''].join('\n')
  return [
    ...lines,
    '    service:',
    `      port: ${stage.port}`,
    '      replicas: 2',
    '      startup_timeout: 5m',
    '      # health: {path: /healthz}   # a TCP connection is tried when this is absent',
    '      # ingress: true              # reachable at /NAMESPACE/STAGE/',
    '',
  ].join('\n')
}

function quoted(path: string): string {
  return /^[A-Za-z0-9_.][A-Za-z0-9_./-]*$/.test(path) ? path : JSON.stringify(path)
}

function fullText(name: string, dag: string, stages: string, image: string): string {
  return `# yaml-language-server: $schema=https://raw.githubusercontent.com/bodywork-action/bodywork-action/main/schema/bodywork.schema.json
# Check it with "bodywork validate", see what it would do with "bodywork plan".
version: "2.0"
pipeline:
  name: ${name}
  image: ${image}
  # Steps from left to right; stages of one step by comma: a >> b,c >> d
  DAG: ${dag}
stages:
${stages}`
}

function emptyText(name: string): string {
  const stage = `  # No Python module with an entry point was found: this stage stands for your first one.
  hello:
    command: [python, -c, "print('hello')"]
    batch: {timeout: 5m}
`
  return fullText(name, 'hello', stage, 'python:3.12-slim')
}
