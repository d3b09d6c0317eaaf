/** What every page of the console knows. */
import type { Call } from '../../http/call.ts'
import type { Instance } from '../../instance.ts'
import type { Fragment } from '../html.ts'

export interface ConsolePage {
  readonly call: Call
  readonly instance: Instance
  /** Path and query of the page, to come back to. */
  readonly address: string
  readonly query: URLSearchParams
  /** Placeholders of its path. */
  readonly params: Readonly<Record<string, string>>
  /** What somebody wrote into a field of a form that was refused, to stand there again; else empty. */
  readonly typed: (name: string) => string
}

/** What the button that was pressed led to. */
export interface ConsoleNews {
  /** What was just minted, to copy. */
  readonly minted?: unknown
  /** Why nothing was done. */
  readonly problem?: string
  /** Default 200. */
  readonly status?: number
  /** The form that was refused. */
  readonly form?: URLSearchParams
}

/** What a page shows. */
export interface ConsoleView {
  readonly title: string
  readonly body: Fragment
  /** Buttons beside the title. */
  readonly actions?: Fragment
  /** There is no such record. Default false. */
  readonly isMissing?: boolean
  /** Whether parts of it follow what happens. Default false. */
  readonly isLive?: boolean
}

/** A page of the console, below `/__emu`. */
export interface ConsoleEntry {
  /** With `:placeholders`. */
  readonly path: string
  /** What the navigation calls it; null for a page that stands below the tab before it. */
  readonly tab: string | null
  /** null: there is no such record. */
  readonly show: (page: ConsolePage) => ConsoleView | null
}
