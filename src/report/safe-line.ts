/** Cursor movement and colours of terminals; colours (SGR) are harmless and stay where they are allowed. */
const sequences = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g
const colorSequence = /^\u001b\[[0-9;]*m$/

/** C0 and C1 controls other than tab and escape, and characters with no width that culture-aware matching skips. */
const invisible =
  /[\u0000-\u0008\u000a-\u001a\u001c-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff]|\u034f|[\u180b-\u180d]|\u180f|[\ufe00-\ufe0f]/g

/** What a CI runner would obey in the middle of a line, also when colours stand between its characters. */
const runnerCommand = /#((?:\u001b\[[0-9;]*m)*)#(?=(?:\u001b\[[0-9;]*m|\s)*\[)/g

/**
 * A line of somebody else's output that no CI runner and no terminal obeys: controls and zero-width characters are
 * gone and `##[` is broken up. It must still be printed behind a prefix, since `::` commands count at a line's start.
 */
export function safeLine(line: string, options: { readonly keepColor: boolean } = { keepColor: true }): string {
  if (isPlain(line)) return line
  const colored = line.replace(sequences, (sequence) =>
    options.keepColor && colorSequence.test(sequence) ? sequence : '',
  )
  const rest = options.keepColor ? colored.replace(/\u001b(?!\[[0-9;]*m)/g, '') : colored.replaceAll('\u001b', '')
  return rest.toWellFormed().replace(invisible, '').replace(runnerCommand, '#$1 #')
}

/** Splits at every line end a runner knows: LF, CRLF and a lone CR, which progress bars send. */
export function splitLines(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/)
}

const suspicious = /[^\t -"$-~]/

/** Nearly every line is printable ASCII without `#`: those need no work. */
function isPlain(line: string): boolean {
  return !suspicious.test(line)
}
