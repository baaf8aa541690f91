/** One file of the source: its path with slashes, and what it holds; a link holds its target. */
export interface SourceFile {
  readonly path: string
  readonly kind: 'file' | 'executable' | 'link'
  readonly content: Buffer
}

/** The files of a source and what people should know about what is not among them. */
export interface SourceFiles {
  readonly files: readonly SourceFile[]
  /** Paths of submodules, which are not part of the commit. */
  readonly submodules: readonly string[]
}
