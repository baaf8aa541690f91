// Renders the job summary (as GitHub shows it: Markdown, mermaid) and the HTML report in a headless Chromium, light and
// dark, into docs/images. Needs Chromium on PATH and npm; mermaid and marked go into a temporary folder.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { htmlPage } from '../src/report/html.ts'
import { reportKeeper } from '../src/report/run-report.ts'
import { summaryMarkdown } from '../src/report/summary.ts'
import { pictureEvents } from './picture-events.ts'

const images = join(import.meta.dirname, '../docs/images')
const folder = mkdtempSync(join(tmpdir(), 'bodywork-pictures-'))

function summaryPage(markdown: string): string {
  return `<!doctype html><meta charset="utf-8"><style>
:root{color-scheme:light dark;--fg:#1f2328;--bg:#fff;--line:#d1d9e0;--soft:#f6f8fa}
@media(prefers-color-scheme:dark){:root{--fg:#f0f6fc;--bg:#0d1117;--line:#3d444d;--soft:#151b23}}
body{font:14px/1.5 system-ui,"DejaVu Sans",sans-serif;color:var(--fg);background:var(--bg);margin:24px;width:1080px}
h2{border-bottom:1px solid var(--line);padding-bottom:.3em}table{border-collapse:collapse;display:block;overflow:auto}
th,td{border:1px solid var(--line);padding:5px 11px}code,pre{font:12px/1.45 "DejaVu Sans Mono",monospace;background:var(--soft);border-radius:6px}
code{padding:.2em .4em}pre{padding:12px}pre code{padding:0}details{margin:12px 0}</style><main></main>
<script src="marked.umd.js"></script><script src="mermaid.min.js"></script><script>
document.querySelector('main').innerHTML = marked.parse(${JSON.stringify(markdown).replaceAll('<', '\\u003c')})
for (const code of document.querySelectorAll('code.language-mermaid')) {
  const drawing = document.createElement('div'); drawing.className = 'mermaid'; drawing.textContent = code.textContent
  code.parentElement.replaceWith(drawing)
}
for (const details of document.querySelectorAll('details')) details.open = true
mermaid.initialize({ startOnLoad: false, theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default' })
mermaid.run().then(() => { document.title = 'drawn' }, (error) => { document.title = 'failed: ' + error })
</script>`
}

function chromium(page: string, scheme: 'light' | 'dark', more: readonly string[]): string {
  const isRoot = process.getuid?.() === 0
  return execFileSync(
    'chromium',
    [
      '--headless=new',
      '--disable-gpu',
      '--hide-scrollbars',
      '--virtual-time-budget=8000',
      `--user-data-dir=${join(folder, 'profile')}`,
      `--blink-settings=preferredColorScheme=${scheme === 'dark' ? 0 : 1}`,
      ...(isRoot ? ['--no-sandbox'] : []),
      ...more,
      `file://${join(folder, page)}`,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 * 1024 * 1024 },
  )
}

try {
  execFileSync('npm', ['install', '--silent', '--prefix', folder, 'mermaid@12.3.0', 'marked@18.2.1'], {
    stdio: 'inherit',
  })
  copyFileSync(join(folder, 'node_modules/mermaid/dist/mermaid.min.js'), join(folder, 'mermaid.min.js'))
  copyFileSync(join(folder, 'node_modules/marked/lib/marked.umd.js'), join(folder, 'marked.umd.js'))
  const keeper = reportKeeper()
  for (const event of pictureEvents()) keeper.emit(event)
  writeFileSync(join(folder, 'summary.html'), summaryPage(summaryMarkdown(keeper.report())))
  writeFileSync(join(folder, 'report.html'), htmlPage(keeper.report()))
  mkdirSync(images, { recursive: true })
  const drawn = chromium('summary.html', 'light', ['--dump-dom'])
  if (!drawn.includes('<title>drawn</title>')) throw new Error(/<title>(.*?)<\/title>/s.exec(drawn)?.[1] ?? 'not drawn')
  for (const scheme of ['light', 'dark'] as const) {
    for (const [name, size] of Object.entries({ summary: '1130,1840', report: '1130,1120' }))
      chromium(`${name}.html`, scheme, [
        `--window-size=${size}`,
        `--screenshot=${join(images, `${name}-${scheme}.png`)}`,
      ])
    console.log(`${scheme} is drawn`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
