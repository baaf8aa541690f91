/** The text without fenced blocks and code spans. */
export function withoutCode(text: string): string {
  return text
    .replaceAll(/^(`{3,})[\s\S]*?^\1[ \t]*$/gm, '')
    .replaceAll(/(?<!`)`[^`\n]+`(?!`)/g, (code) => code.slice(1, -1))
}

/** Targets of all links and images. */
export function links(text: string): readonly string[] {
  const bare = text.replaceAll(/^(`{3,})[\s\S]*?^\1[ \t]*$/gm, '').replaceAll(/(?<!`)`[^`\n]+`(?!`)/g, 'code')
  return [...bare.matchAll(/\]\(([^()\s]+)\)/g)].map((match) => match[1] ?? '')
}

/** The words behind `bodywork` of every command in a fenced block, unless "not run" stands in a comment above it. */
export function bodyworkCommands(text: string): readonly (readonly string[])[] {
  const blocks = [...text.matchAll(/(<!-- not run.*-->\n)?^(`{3,})[^\n]*\n([\s\S]*?)^\2[ \t]*$/gm)]
  return blocks
    .filter((block) => block[1] === undefined)
    .flatMap((block) => (block[3] ?? '').replaceAll('\\\n', ' ').split('\n'))
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
