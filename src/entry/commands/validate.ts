import { withoutCredentials } from '../../config/credentials.ts'
import { type Inspection, inspectPipeline } from '../../config/load.ts'
import { hasErrors } from '../../model/problem.ts'
import { wantsColor } from '../../report/color.ts'
import { problemLines } from '../../report/problem-text.ts'
import type { Command, Io } from '../command.ts'
import { configFile, fileLooker, fileReader } from '../config-files.ts'
import { exitCodes } from '../exit-codes.ts'
import { formatOf } from '../format-option.ts'
import { overlayOptions, overlayRequest } from '../overlay-options.ts'

/** `bodywork validate`: every problem of a configuration at once, without a cluster. */
export const validateCommand: Command = {
  name: 'validate',
  summary: 'check the configuration and show every problem at once',
  description: 'Needs no cluster. Reads every generation: bodywork.ini, "1.0", "1.1" and "2.0".',
  positionals: [{ name: 'FILE', summary: 'the configuration', isRequired: false }],
  options: [
    {
      name: 'file',
      aliases: ['-f', '--f'],
      kind: 'text',
      value: 'FILE',
      summary: 'the configuration',
      default: 'bodywork.yaml, else bodywork.ini',
    },
    { name: 'check-files', kind: 'flag', summary: 'check that modules and requirements files exist' },
    { name: 'strict', kind: 'flag', summary: 'unknown keys of older generations are errors' },
    ...overlayOptions,
    formatOf(['text', 'json'], 'how to print the result'),
  ],
  examples: ['bodywork validate', 'bodywork validate --file ml/bodywork.yaml --check-files --strict'],
  run: async (input, io) => {
    const file = await configFile(input.text('file') ?? input.positionals[0], io.cwd)
    const inspection = await inspectPipeline({
      file,
      readFile: fileReader(io.cwd),
      exists: fileLooker(io.cwd),
      isStrict: input.flag('strict') === true,
      checkFiles: input.flag('check-files') === true,
      overlay: overlayRequest(input),
    })
    if (input.text('format') === 'json') io.stdout(`${JSON.stringify(asJson(inspection), null, 2)}\n`)
    else tell(inspection, io)
    return hasErrors(inspection.problems) ? exitCodes.wrongInput : exitCodes.done
  },
}

/** What `--format json` prints. */
function asJson(inspection: Inspection): object {
  const { file, generation, steps, problems } = inspection
  return { valid: !hasErrors(problems), file, generation: generation ?? null, steps, problems }
}

function tell(inspection: Inspection, io: Io): void {
  const { file, generation, problems } = inspection
  const sources = Object.fromEntries(
    Object.entries(inspection.sources).map(([name, text]) => [name, withoutCredentials(text)]),
  )
  io.stderr(problemLines(problems, { color: wantsColor(io.env, io.isTerminal), sources }))
  const count = (severity: string) => problems.filter((problem) => problem.severity === severity).length
  const counts = [
    plural(count('error'), 'error'),
    plural(count('warning'), 'warning'),
    plural(count('note'), 'note'),
  ].filter((text) => text !== undefined)
  const verdict = hasErrors(problems) ? 'not valid' : 'valid'
  const kind = generation === undefined ? '' : ` (${generation === 'ini' ? 'INI' : `version ${generation}`})`
  io.stdout(`${file}${kind}: ${verdict}${counts.length === 0 ? '' : `, ${counts.join(', ')}`}\n`)
}

function plural(count: number, noun: string): string | undefined {
  return count === 0 ? undefined : `${count} ${noun}${count === 1 ? '' : 's'}`
}
