// Reads interfaces and unions of a source file as tables, so that references of data are made from their types.
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { fieldMeanings } from './field-meanings.ts'

/** One field of a type. */
export interface FieldDoc {
  readonly name: string
  readonly type: string
  readonly isOptional: boolean
  readonly comment: string
}

/** A named type with its fields. */
export interface TypeDoc {
  readonly name: string
  readonly comment: string
  readonly fields: readonly FieldDoc[]
}

/** Every interface of a file, in its order. */
export function interfacesOf(path: string): readonly TypeDoc[] {
  const source = parsed(path)
  return source.statements.filter(ts.isInterfaceDeclaration).map((declaration) => ({
    name: declaration.name.text,
    comment: commentOf(declaration),
    fields: fieldsOf(declaration.members, source),
  }))
}

/** The variants of a union that a literal tag tells apart, by that tag. */
export function variantsOf(path: string, name: string, tag: string): readonly TypeDoc[] {
  const source = parsed(path)
  const alias = source.statements.filter(ts.isTypeAliasDeclaration).find((one) => one.name.text === name)
  if (alias === undefined) throw new Error(`${path} has no type ${name}`)
  return literalsIn(alias.type).flatMap((literal) => {
    const fields = fieldsOf(literal.members, source)
    const kind = fields.find((field) => field.name === tag)?.type.replaceAll("'", '')
    return kind === undefined ? [] : [{ name: kind, comment: '', fields: fields.filter((field) => field.name !== tag) }]
  })
}

/** Named unions of words, such as outcomes. */
export function wordsOf(path: string): Readonly<Record<string, string>> {
  const source = parsed(path)
  const unions = source.statements.filter(ts.isTypeAliasDeclaration).filter(({ type }) => literalsIn(type).length === 0)
  return Object.fromEntries(unions.map((alias) => [alias.name.text, oneLine(alias.type.getText(source))]))
}

/** A table of fields; types that are documented elsewhere are links. */
export function fieldTable(fields: readonly FieldDoc[], links: Readonly<Record<string, string>> = {}): string {
  const rows = fields.map(({ name, type, isOptional, comment }) => {
    const shown = links[type.replace(/\[\]$/, '')]
    const text = `\`${type.replaceAll('|', '\\|')}\``
    return `| \`${name}\` | ${shown === undefined ? text : `[${text}](${shown})`} | ${isOptional ? 'no' : 'yes'} | ${comment} |`
  })
  return ['| field | type | always | meaning |', '|---|---|---|---|', ...rows].join('\n')
}

function parsed(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext, true)
}

function literalsIn(type: ts.TypeNode): readonly ts.TypeLiteralNode[] {
  if (ts.isTypeLiteralNode(type)) return [type]
  if (ts.isParenthesizedTypeNode(type)) return literalsIn(type.type)
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) return type.types.flatMap(literalsIn)
  return []
}

function fieldsOf(members: ts.NodeArray<ts.TypeElement>, source: ts.SourceFile): readonly FieldDoc[] {
  return members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.getText(source),
    type: typeText(member.type?.getText(source) ?? 'unknown'),
    isOptional: member.questionToken !== undefined,
    comment: commentOf(member) || (fieldMeanings[member.name.getText(source)] ?? ''),
  }))
}

function typeText(text: string): string {
  return oneLine(text)
    .replaceAll('readonly ', '')
    .replace(/^Readonly<(.*)>$/, '$1')
}

function oneLine(text: string): string {
  return text
    .replace(/\n\s*(?=(?:readonly )?\w+\??:)/g, '; ')
    .replace(/\{; /g, '{ ')
    .replace(/\s+/g, ' ')
    .replace(/^\| /, '')
    .replace(/Readonly<Record<string, string>>/g, 'Record<string, string>')
}

function commentOf(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .map(({ comment }) => (typeof comment === 'string' ? comment : ''))
    .join(' ')
    .replace(/\s+/g, ' ')
}
