import { safeLine, splitLines } from './safe-line.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Foreign text for XML or HTML, in content and in attributes: nothing of it is markup or a control character. */
export function xmlText(text: string): string {
  return splitLines(text)
    .map((line) => safeLine(line, { keepColor: false }).replace(/[&<>"']/g, (character) => entities[character] ?? ''))
    .join('\n')
}
