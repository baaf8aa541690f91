/** An image as people write it: without the registry that is meant by default; twelve digits of a digest are enough to tell images apart; the JSON has them all. */
export function shortImage(image: string): string {
  return image.replace(/^docker\.io\/(?:library\/)?/, '').replace(/(@sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1…')
}

const longestValue = 100

/** An output as a table shows it: whole models travel as outputs, and belong into the JSON only. */
export function shortValue(value: string): string {
  return value.length <= longestValue ? value : `${value.slice(0, longestValue)}…`
}
