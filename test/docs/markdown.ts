/** A fenced block. */
export interface Block {
  readonly language: string
  readonly text: string
  /** Line of the page on which it begins. */
  readonly line: number
  /** "not run" stands in a comment above it. */
  readonly isNotRun: boolean
}

const fence = /(<!-- not run.*-->\n)?^( *)(`{3,})([^\n]*)\n([\s\S]*?)^\2\3[ \t]*$/gm

/** All fenced blocks, those in lists too. */
export function blocks(text: string): readonly Block[] {
  return [...text.matchAll(fence)].map((match) => ({
    language: (match[4] ?? '').trim(),
    text: (match[5] ?? '').replaceAll(new RegExp(`^${match[2]}`, 'gm'), ''),
    line: text.slice(0, match.index).split('\n').length,
    isNotRun: match[1] !== undefined,
  }))
}

/** The text without fenced blocks and code spans. */
export function withoutCode(text: string): string {
  return text.replaceAll(fence, '').replaceAll(/(?<!`)`[^`\n]+`(?!`)/g, (code) => code.slice(1, -1))
}

/** Targets of all links and images. */
export function links(text: string): readonly string[] {
  const bare = text.replaceAll(fence, '').replaceAll(/(?<!`)`[^`\n]+`(?!`)/g, 'code')
  return [...bare.matchAll(/\]\(([^()\s]+)\)/g)].map((match) => match[1] ?? '')
}

/** Code within lines of text. */
export function codeSpans(text: string): readonly string[] {
  const bare = text.replaceAll(fence, '')
  return [...bare.matchAll(/(?<!`)`([^`]+)`(?!`)/g)].map((match) => (match[1] ?? '').replaceAll(/\s*\n\s*/g, ' '))
}

/** The words behind `bodywork` of every command in a fenced block, unless "not run" stands in a comment above it. */
export function bodyworkCommands(text: string): readonly (readonly string[])[] {
  return blocks(text)
    .filter(({ isNotRun }) => !isNotRun)
    .flatMap((block) => block.text.replaceAll(/\\\n\s*/g, ' ').split('\n'))
    .flatMap((line) => {
      const match =
        /^\s*(?:- run: |run: )?(?:\$ )?(?:[A-Z_]+=\S+ )?(?:.*[|&] )?(?:npx )?(?:bodywork|bw) (?!\|)(.*)$/.exec(line)
      return match === null ? [] : [shellWords(match[1] ?? '')]
    })
}

/** Words as a shell takes them, up to the first pipe, redirection or comment. */
function shellWords(line: string): readonly string[] {
  const words: string[] = []
  for (const match of line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'|<>&;#]|(?<=\S)#)+|[|<>&;#]/g)) {
    if (/^[|<>&;#]$/.test(match[0])) break
    words.push(match[0].replaceAll(/["']/g, ''))
  }
  return words
}
