import { foldRepeats } from './fold-repeats.ts'
import { boxHeight, boxWidth, layoutOf } from './graph-layout.ts'
import { stageTable } from './html-stages.ts'
import { xmlText } from './markup.ts'
import { problemLink } from './problem-link.ts'
import type { RunReport, StageReport } from './run-report.ts'
import { commitText, objectText, sentence, verdictSentence } from './wording.ts'

const style = `
:root{color-scheme:light dark;--fg:#1f2328;--bg:#fff;--soft:#f6f8fa;--line:#d1d9e0;--ok:#1a7f37;--bad:#cf222e;--warn:#9a6700;--mute:#59636e;--run:#0969da}
@media(prefers-color-scheme:dark){:root{--fg:#f0f6fc;--bg:#0d1117;--soft:#151b23;--line:#3d444d;--ok:#3fb950;--bad:#f85149;--warn:#d29922;--mute:#9198a1;--run:#4493f8}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--fg);background:var(--bg);margin:2rem auto;max-width:72rem;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}
pre,code{font:13px/1.45 ui-monospace,monospace}pre{background:var(--soft);padding:.8rem;overflow:auto;border-radius:6px}
.succeeded{color:var(--ok)}.failed{color:var(--bad)}.cancelled{color:var(--warn)}.skipped,.waiting{color:var(--mute)}.running{color:var(--run)}
svg{max-width:100%;height:auto}svg rect{fill:var(--soft);stroke:currentColor;stroke-width:2}svg text{fill:var(--fg);font:13px system-ui,sans-serif}
svg path{stroke:var(--mute);fill:none;stroke-width:1.5}td code{overflow-wrap:anywhere}.bar{display:flex;height:.8rem;margin-top:.3rem;min-width:12rem;border-radius:4px;overflow:hidden;background:var(--soft)}
.key{color:var(--bg);padding:0 .4rem;border-radius:4px;font-weight:400}.bar span{display:block}.wait{background:var(--mute)}.pull{background:var(--warn)}.setup{background:var(--run)}.run{background:var(--ok)}.failed .run{background:var(--bad)}
.scroll{overflow-x:auto}`

/** The report as one page that loads nothing from elsewhere, for CircleCI artifacts and for a browser. */
export function htmlPage(report: RunReport): string {
  const verdict = report.verdict === undefined ? 'still running' : verdictSentence(report.verdict)
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${xmlText(report.pipeline)}</title><style>${style}</style></head><body>`,
    `<h1><span class="${report.outcome}" aria-hidden="true">●</span> ${xmlText(report.pipeline)}: ${xmlText(verdict)}</h1>`,
    `<p>namespace ${xmlText(report.namespace)}, ${xmlText(commitText(report.commit, report.branch))}, run ${xmlText(report.runId)}, attempt ${report.attempt}</p>`,
    `<div class="scroll">${drawing(report)}</div>`,
    ...report.stages.map(failureBlock),
    rollbackBlock(report),
    stageTable(report),
    servicesBlock(report),
    problemsBlock(report),
    noticesBlock(report),
    '</body></html>',
    '',
  ]
    .filter((part, index, all) => part !== '' || index === all.length - 1)
    .join('\n')
}

function drawing(report: RunReport): string {
  if (report.stages.length === 0) return ''
  const layout = layoutOf(
    report.stages.map((stage) => stage.name),
    report.edges,
  )
  const outcome = new Map(report.stages.map((stage) => [stage.name, stage.outcome]))
  const edges = layout.edges.map(([from, to]) => {
    const [x1, y1, x2, y2] = [from.x + boxWidth, from.y + boxHeight / 2, to.x, to.y + boxHeight / 2]
    const middle = (x1 + x2) / 2
    return `<path d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"/>`
  })
  const boxes = layout.boxes.map((box) => {
    const shown = box.name.length > 20 ? `${box.name.slice(0, 19)}…` : box.name
    return `<g class="${outcome.get(box.name) ?? 'waiting'}"><title>${xmlText(box.name)}</title><rect x="${box.x}" y="${box.y}" width="${boxWidth}" height="${boxHeight}" rx="6"/><text x="${box.x + boxWidth / 2}" y="${box.y + boxHeight / 2 + 5}" text-anchor="middle">${xmlText(shown)}</text></g>`
  })
  const size = `width="${layout.width}" height="${layout.height}" viewBox="0 0 ${layout.width} ${layout.height}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="stages" ${size}>${edges.join('')}${boxes.join('')}</svg>`
}

function failureBlock(stage: StageReport): string {
  const failure = stage.failure
  if (failure === undefined) return ''
  const place =
    failure.place === undefined ? '' : ` <code>${xmlText(`${failure.place.file}:${failure.place.line}`)}</code>`
  const evidence = failure.evidence.map(
    (item) => `<tr><td><code>${xmlText(item.path)}</code></td><td><code>${xmlText(item.value)}</code></td></tr>`,
  )
  return [
    `<h2 class="failed">Stage ${xmlText(stage.name)}: ${xmlText(failure.cause)}${place}</h2>`,
    `<p>${xmlText(failure.message)}</p>`,
    ...(failure.hint === undefined ? [] : [`<p><strong>What to do:</strong> ${xmlText(failure.hint)}</p>`]),
    ...(evidence.length === 0 ? [] : [`<table><tr><th>evidence</th><th>value</th></tr>${evidence.join('')}</table>`]),
    ...(failure.lastLines.length === 0 ? [] : [`<pre>${xmlText(foldRepeats(failure.lastLines).join('\n'))}</pre>`]),
  ].join('\n')
}

function rollbackBlock(report: RunReport): string {
  const rollback = report.rollback
  if (rollback === undefined || rollback.outcome === 'not-needed') return ''
  const items = rollback.items.map(
    (item) => `<li>${item.action} <code>${xmlText(objectText(item.object))}</code> ${xmlText(item.reason ?? '')}</li>`,
  )
  return `<h2>Rollback</h2><p>${xmlText(sentence({ type: 'rollback.finished', at: 0, ...rollback }) ?? '')}</p><ul>${items.join('')}</ul>`
}

function servicesBlock(report: RunReport): string {
  const before = report.verdict?.previousCommit
  const change = before === undefined ? 'new' : `${commitText(before)} → ${commitText(report.commit)}`
  const rows = Object.entries(report.services).map(
    ([name, url]) =>
      `<tr><td>${xmlText(name)}</td><td>${xmlText(change)}</td><td><code>${xmlText(url)}</code></td></tr>`,
  )
  return rows.length === 0
    ? ''
    : `<h2>Services</h2><table><tr><th>stage</th><th>version</th><th>URL</th></tr>${rows.join('')}</table>`
}

function problemsBlock(report: RunReport): string {
  const rows = report.problems.map(({ severity, place, message, hint, code }) => {
    const at = place === undefined ? '' : `<code>${xmlText(`${place.file}:${place.line}`)}</code>`
    return `<tr><td>${severity}</td><td>${at}</td><td>${xmlText(message)} (<a href="${xmlText(problemLink(code))}">${xmlText(code)}</a>)</td><td>${xmlText(hint ?? '')}</td></tr>`
  })
  return rows.length === 0
    ? ''
    : `<h2>Problems</h2><table><tr><th></th><th>place</th><th>problem</th><th>what to do</th></tr>${rows.join('')}</table>`
}

function noticesBlock(report: RunReport): string {
  const shown = report.notices.filter(({ level }) => level !== 'note')
  const items = shown.map(({ level, message }) => `<li>${xmlText(`${level}: ${message}`)}</li>`)
  return items.length === 0 ? '' : `<ul>${items.join('')}</ul>`
}
