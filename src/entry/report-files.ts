import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { htmlPage } from '../report/html.ts'
import { junitXml } from '../report/junit.ts'
import type { RunReport } from '../report/run-report.ts'
import { summaryMarkdown } from '../report/summary.ts'

/** Writes the report in every form into a folder and gives the path of the Markdown one. */
export async function writeReports(report: RunReport, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'report.md')
  await Promise.all([
    writeFile(path, summaryMarkdown(report)),
    writeFile(join(folder, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`),
    writeFile(join(folder, 'report.html'), htmlPage(report)),
    writeFile(join(folder, 'junit.xml'), junitXml(report)),
  ])
  return path
}
