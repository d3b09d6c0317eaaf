/** What is read of the public names of a package. Types only. */

/** The parts of a docstring, as Markdown. */
export interface Docs {
  /** Without tags. */
  readonly text: string
  /** `@param`: a name, and what is said of it. */
  readonly params: readonly (readonly [name: string, text: string])[]
  readonly returns: string
  readonly throws: readonly string[]
  readonly see: readonly string[]
}

/** A field, a method, or a way to call. */
export interface ApiField {
  /** As it is declared, without its docstring. */
  readonly code: string
  readonly name: string
  readonly docs: Docs
}

/** One public name. */
export interface ApiExport {
  readonly name: string
  /** A type leaves no trace in what is built. */
  readonly kind: 'function' | 'value' | 'class' | 'type'
  /** The folder of the package that declares it. */
  readonly home: string
  /** What it is called where it is declared. */
  readonly declaredAs: string
  /** As it is declared, without bodies, values and docstrings. */
  readonly signature: string
  readonly docs: Docs
  readonly fields: readonly ApiField[]
}

/** What one `exports` entry of a package makes public. */
export interface ApiEntry {
  /** As it is imported. */
  readonly specifier: string
  /** What the comment of its file says of it. */
  readonly text: string
  readonly exports: readonly ApiExport[]
}
