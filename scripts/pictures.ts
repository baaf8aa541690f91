// Draws docs/images from a run that really happens: the terminal, the job summary (as GitHub shows it: Markdown and
// mermaid) and the HTML report, light and dark. Needs chromium, python3 and npm; mermaid and marked go into a temporary
// folder. With KUBECONFIG and PICTURE_IMAGE (an image with Python that its nodes have) the run is one of that cluster.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { htmlPage } from '../src/report/html.ts'
import { summaryMarkdown } from '../src/report/summary.ts'
import { openBrowser } from './browser.ts'
import { failedRun, type PictureRun } from './picture-run.ts'
import { drawn, fromLine } from './recording.ts'

const images = join(import.meta.dirname, '../docs/images')
const folder = mkdtempSync(join(tmpdir(), 'bodywork-pictures-'))
const width = 1180

function summaryPage(markdown: string): string {
  return `<!doctype html><meta charset="utf-8"><style>
:root{color-scheme:light dark;--fg:#1f2328;--bg:#fff;--line:#d1d9e0;--soft:#f6f8fa}
@media(prefers-color-scheme:dark){:root{--fg:#f0f6fc;--bg:#0d1117;--line:#3d444d;--soft:#151b23}}
body{font:14px/1.5 system-ui,"DejaVu Sans",sans-serif;color:var(--fg);background:var(--bg);margin:24px}
h2{border-bottom:1px solid var(--line);padding-bottom:.3em}table{border-collapse:collapse;display:block;overflow:auto}
th,td{border:1px solid var(--line);padding:5px 11px}code,pre{font:12px/1.45 "DejaVu Sans Mono",monospace;background:var(--soft);border-radius:6px}
code{padding:.2em .4em;white-space:break-spaces}pre{padding:12px;overflow:auto}pre code{padding:0;white-space:pre}details{margin:12px 0}</style><main></main>
<script src="marked.umd.js"></script><script src="mermaid.min.js"></script><script>
document.querySelector('main').innerHTML = marked.parse(${JSON.stringify(markdown).replaceAll('<', '\\u003c')})
for (const details of document.querySelectorAll('details')) details.open = true
for (const code of document.querySelectorAll('code.language-mermaid')) {
  const drawing = document.createElement('div'); drawing.className = 'mermaid'; drawing.textContent = code.textContent
  code.parentElement.replaceWith(drawing)
}
mermaid.initialize({ startOnLoad: false, theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default' })
mermaid.run().then(() => { document.title = 'drawn' }, (error) => { document.title = 'failed: ' + error })
</script>`
}

function pages({ report }: PictureRun): void {
  execFileSync('npm', ['install', '--silent', '--prefix', folder, 'mermaid@12.3.0', 'marked@18.2.1'], {
    stdio: 'inherit',
  })
  copyFileSync(join(folder, 'node_modules/mermaid/dist/mermaid.min.js'), join(folder, 'mermaid.min.js'))
  copyFileSync(join(folder, 'node_modules/marked/lib/marked.umd.js'), join(folder, 'marked.umd.js'))
  writeFileSync(join(folder, 'summary.html'), summaryPage(summaryMarkdown(report)))
  writeFileSync(join(folder, 'report.html'), htmlPage(report))
}

async function photograph(): Promise<void> {
  const browser = await openBrowser(folder)
  try {
    for (const scheme of ['light', 'dark'] as const)
      for (const [name, isReady] of [
        ['summary', "document.title === 'drawn'"],
        ['report', "document.readyState === 'complete'"],
      ] as const) {
        const picture = await browser.picture(`file://${join(folder, name)}.html`, scheme, width, isReady)
        writeFileSync(join(images, `${name}-${scheme}.png`), picture)
      }
  } finally {
    await browser.close()
  }
}

try {
  // A run that was kept in a file is drawn again without being run: node scripts/pictures.ts docs/images/failed-run.json
  const [kept] = process.argv.slice(2)
  const run: PictureRun = kept === undefined ? failedRun() : JSON.parse(readFileSync(kept, 'utf8'))
  if (kept === undefined) writeFileSync(join(images, 'failed-run.json'), `${JSON.stringify(run)}\n`)
  writeFileSync(join(images, 'failed-run.svg'), drawn(fromLine(run.lines, 'stages serve'), 'bodywork deploy'))
  pages(run)
  await photograph()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
