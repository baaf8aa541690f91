import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { failed, hasErrors, ok, type Problem, type Result } from '../model/problem.ts'
import type { SourceBundle } from '../plan/plan.ts'
import { type AskedGit, askGit } from './ask-git.ts'
import { bundleOf } from './bundle.ts'
import type { CommitEntry } from './commit-entries.ts'
import { commitFiles } from './commit-files.ts'
import type { GitFacts } from './git-facts.ts'
import { ignoreFile, ignoreRules } from './ignore-rules.ts'
import type { ObjectReader } from './object-reader.ts'
import { pathMatcher } from './path-globs.ts'
import { sourceProblems } from './source-checks.ts'
import type { SourceFiles } from './source-file.ts'
import { tarOf } from './tar.ts'

/** The source of a pipeline: which revision it is, and its files. */
export interface Source {
  /** Full SHA, or `worktree-<hash>` for files that are in no commit. */
  readonly commit: string
  /** Time of the commit in ISO form; a fixed time for files that are in none, so that the same files give the same plan. */
  readonly at: string
  readonly branch?: string
  readonly repository?: string
  /** Folder of the pipeline's file within the source. */
  readonly folder: string
  /** Paths of all files, without those that .bodyworkignore names. */
  readonly files: readonly string[]
  /** Text of the files that were asked for, by the path they were asked for by; only of those that are there. */
  readonly texts: Readonly<Record<string, string>>
  /** Files that fit a glob that was asked for, by the glob, in order of their paths. */
  readonly matched: Readonly<Record<string, readonly MatchedFile[]>>
  /** Absent when it was not asked for. */
  readonly bundle?: SourceBundle
}

/** A file that fits a glob: its path within the source, and what it holds. */
export interface MatchedFile {
  readonly path: string
  readonly content: Buffer
}

/** What is wanted of the source. */
export interface SourceRequest {
  /** Folder of the pipeline's file. */
  readonly folder: string
  /** Take files as they lie there, uncommitted work included. */
  readonly worktree: boolean
  /** False when no stage gets its code by bundle. */
  readonly bundle: boolean
  /** Paths, from `folder`, of files whose text is wanted. */
  readonly texts?: readonly string[]
  /** Globs, from `folder`, of files whose text is wanted, whatever .bodyworkignore says. */
  readonly globs?: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
  /** What git was asked of the folder before. */
  readonly asked?: AskedGit
}

/** Reads the source that a pipeline's file belongs to; a folder outside of any repository works too, and is said. */
export async function readSource(request: SourceRequest): Promise<Result<Source>> {
  const asked = request.asked ?? askGit(request.folder, request.worktree, request.env)
  try {
    return await sourceBy(asked, request)
  } finally {
    asked.objects.close()
  }
}

async function sourceBy(asked: AskedGit, request: SourceRequest): Promise<Result<Source>> {
  const facts = await asked.facts
  const usesCommit = facts !== undefined && !request.worktree
  const root = facts?.root ?? request.folder
  const entries = usesCommit ? await asked.entries : undefined
  const isIgnored = ignoreRules(await ignoreText(root, asked.objects, entries))
  const folder = facts?.folder ?? ''
  const globs = (request.globs ?? []).map((glob) => ({ glob, fits: pathMatcher(folder, glob) }))
  const wanted = (path: string) => !isIgnored(path) || globs.some(({ fits }) => fits(path))
  const texts = request.texts ?? []
  const contents = request.bundle || texts.length + globs.length > 0
  const all =
    entries === undefined
      ? await looseFiles(root, facts, wanted)
      : await commitFiles(root, asked.objects, entries, { wanted, contents })
  const matched = globs.map(({ glob, fits }) => [glob, matchedFiles(all, fits)] as const)
  const source = { ...all, files: all.files.filter(({ path }) => !isIgnored(path)) }
  const problems = [...revisionNotes(facts, request), ...(request.bundle ? sourceProblems(source) : [])]
  if (hasErrors(problems)) return failed(...problems)
  const bundle = request.bundle ? bundleOf(source.files) : undefined
  if (bundle?.ok === false) return failed(...problems, ...bundle.problems)
  return ok(
    {
      commit: usesCommit ? facts.commit : worktreeRevision(source),
      at: facts?.committedAt ?? new Date(0).toISOString(),
      ...(facts?.branch === undefined ? {} : { branch: facts.branch }),
      ...(facts?.repository === undefined ? {} : { repository: facts.repository }),
      folder,
      files: source.files.map(({ path }) => path),
      texts: textsOf(source, folder, texts),
      matched: Object.fromEntries(matched),
      ...(bundle === undefined ? {} : { bundle: bundle.value }),
    },
    problems,
  )
}

async function looseFiles(
  root: string,
  facts: GitFacts | undefined,
  wanted: (path: string) => boolean,
): Promise<SourceFiles> {
  const { plainFiles, worktreeFiles } = await import('./folder-files.ts')
  return facts === undefined ? plainFiles(root, wanted) : worktreeFiles(root, wanted)
}

function textsOf(source: SourceFiles, folder: string, paths: readonly string[]): Readonly<Record<string, string>> {
  const found = paths.flatMap((path) => {
    const file = source.files.find((candidate) => candidate.path === posix.join(folder, path))
    return file === undefined || file.kind === 'link' ? [] : [[path, file.content.toString('utf8')] as const]
  })
  return Object.fromEntries(found)
}

function matchedFiles(source: SourceFiles, fits: (path: string) => boolean): readonly MatchedFile[] {
  return source.files
    .filter(({ path, kind }) => kind !== 'link' && fits(path))
    .map(({ path, content }) => ({ path, content }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** A hash of everything that is sent, so that the same files have the same revision everywhere. */
function worktreeRevision(source: SourceFiles): string {
  return `worktree-${createHash('sha256').update(tarOf(source.files)).digest('hex').slice(0, 12)}`
}

async function ignoreText(
  root: string,
  objects: ObjectReader,
  entries: readonly CommitEntry[] | undefined,
): Promise<string> {
  if (entries === undefined) return looseText(join(root, ignoreFile))
  const entry = entries.find(({ path }) => path === ignoreFile)
  if (entry === undefined) return ''
  const [object] = (await objects.read([entry.id])) ?? []
  return object?.content.toString('utf8') ?? ''
}

function looseText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function revisionNotes(facts: GitFacts | undefined, request: SourceRequest): readonly Problem[] {
  const note = (code: string, message: string, hint: string): Problem => ({ severity: 'note', code, message, hint })
  if (facts === undefined)
    return [
      note(
        'source/no-repository',
        `${request.folder} is in no git repository (or one without a commit): its files are taken as they are`,
        'Commit them, so that a deployment can be traced to a commit.',
      ),
    ]
  if (!facts.isDirty || request.worktree) return []
  return [
    note(
      'source/uncommitted',
      `tracked files differ from the commit ${facts.commit.slice(0, 7)}: the commit is used, the changes are not`,
      'Commit them, or take them along with --worktree.',
    ),
  ]
}
