import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { type Measured, tableOf } from './measured.ts'

// `npm run bench -- --only B1 --count 10 --json bench.json`; without --only all of them.
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    count: { type: 'string', default: '30' },
    json: { type: 'string' },
  },
})

const benches: Readonly<Record<string, () => Promise<readonly Measured[]>>> = {
  B1: async () => (await import('./chain.ts')).chain(Number(values.count)),
  B2: async () => (await import('./wide.ts')).wide(),
  B3: async () => (await import('./logs.ts')).logs(),
  B4: async () => (await import('./in-flight.ts')).inFlight(),
  B5: async () => (await import('./start.ts')).start(),
  B6: async () => (await import('./diagnosis.ts')).diagnosis(),
  B7: async () => (await import('./restore.ts')).restore(),
  B9: async () => (await import('./graph.ts')).graph(),
  B10: async () => (await import('./services.ts')).services(),
  D: async () => (await import('./door.ts')).door(),
  L: async () => (await import('./local.ts')).local(),
}

const wanted = values.only.length === 0 ? Object.keys(benches) : values.only
const all: Measured[] = []
for (const name of wanted) {
  const bench = benches[name]
  if (bench === undefined) throw new Error(`there is no ${name}; there are ${Object.keys(benches).join(', ')}`)
  all.push(...(await bench()))
}
console.log(tableOf(all))
const machine = { cpus: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version }
if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify({ machine, measured: all }, undefined, 2)}\n`)
