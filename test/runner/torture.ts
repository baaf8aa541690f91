const commands = [
  'error',
  'warning',
  'notice',
  'group',
  'endgroup',
  'add-mask',
  'debug',
  'set-output',
  'save-state',
  'set-env',
  'add-path',
  'echo',
  'stop-commands',
]
const invisible = ['\u200b', '\ufeff', '\u0000', '\u0008', '\u00ad', '\u2060', '\u061c', '\u180e', '\u034f', '\ufe0f']

/** Lines that a hostile or careless program prints to be obeyed by a CI runner or to break its log. */
export const tortureLines: readonly string[] = [
  ...commands.map((name) => `::${name}::own${name}`),
  ...commands.map((name) => `text ##[${name}]own${name}`),
  ...invisible.map((character) => `${character}::error::own`),
  ...invisible.map((character) => `x #${character}#[error]own`),
  ...invisible.map((character) => `##${character}[error]own`),
  ...invisible.map((character) => `##[${character}error]own`),
  '50%\r::error::own',
  '50%\r##[error]own',
  '\u001b[31m::error::own\u001b[0m',
  '#\u001b[0m#[error]own',
  '##\u001b[1m[error]own',
  '\u001b]0;title\u0007::error::own',
  '\u001b[2J\u001b[H::error::own',
  '::stop-commands::stop',
  '::add-mask::e',
  '##[add-mask]e',
  '::error file=/etc/passwd,line=1::own',
  '   \t::error::own',
  '::Error::own',
  '##[ERROR]own',
  '##  [error]own',
  `${'#'.repeat(50)}[error]own`,
  '\u2028::error::own',
  '\u0085::error::own',
  '\ud800::error::own',
  '%0A::error::own',
  '::group::\n::error::own',
  '::error::'.repeat(500),
  `${'x'.repeat(100_000)}##[error]own`,
  '\u202e]rorre[##',
  '<script>alert(1)</script> | `code` **bold** [link](x)',
  'déjà vu 模型 🚀 stays readable',
]

/** A Python program that prints them all, byte by byte as they are, and fails. */
export const tortureProgram = `import base64, sys
for line in ${JSON.stringify(tortureLines.map((line) => Buffer.from(line).toString('base64')))}:
    sys.stdout.buffer.write(base64.b64decode(line) + b"\\n")
sys.stdout.flush()
sys.exit(1)
`
