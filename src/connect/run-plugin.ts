import type { RunPlugin } from './exec-plugin.ts'

/** Runs credential programs without a shell and with nothing on their input; what they print is not shown. */
export function pluginRunner(base: Readonly<Record<string, string | undefined>>): RunPlugin {
  return async (command, args, env) => {
    const { getExecOutput } = await import('@actions/exec')
    const options = {
      env: { ...given(base), ...env },
      silent: true,
      ignoreReturnCode: true,
      input: Buffer.alloc(0),
    }
    try {
      // The first word is split at spaces otherwise.
      const { exitCode, stdout, stderr } = await getExecOutput(`"${command}"`, [...args], options)
      return { kind: 'ended', exitCode, stdout, stderr }
    } catch (error) {
      if (error instanceof Error && /unable to locate executable|ENOENT/i.test(error.message))
        return { kind: 'missing' }
      throw error
    }
  }
}

function given(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  )
}
