/**
 * What do the steps of the demo's walk share? Types, and how the end of a visit is judged. Pure.
 */
import type { Browser, Visit } from './create-browser.ts'

/** What the walk needs to know. */
export interface Walk {
  /** Origin of the Next app. */
  readonly app: URL
  /** Origin of the Hono worker. */
  readonly worker: URL
  /** Origin of the sign-in pages. */
  readonly provider: URL
  /** A member who may not see `/admin`, and an administrator who may. Address of each, and id. */
  readonly member: Person
  readonly admin: Person
  /** A session token of a person, as a client of the worker would hold it. */
  readonly mintToken: (person: Person) => Promise<string>
  readonly browser: Browser
  /** Lets time pass for the browser between two steps, as when a person reads: cookies that live seconds must not outlast it. */
  readonly turnPage: () => void
  readonly fetch: typeof fetch
  /** Prints one line. */
  readonly say: (line: string) => void
}

export interface Person {
  readonly email: string
  readonly id: string
}

/** What a step must see, or the reason why it did not. */
export type Step = readonly [title: string, run: () => Promise<string | null>]

/** An address at an origin. */
export const at = (origin: URL, path: string): URL => new URL(path, origin)

/** Compares where a visit ended; null when it ended as expected. */
export const expectPage = ({ last, body }: Visit, url: URL, status: number, text = ''): string | null => {
  const seen = `${last.status} at ${last.url.origin}${last.url.pathname}`
  if (last.status !== status || last.url.origin !== url.origin || last.url.pathname !== url.pathname) {
    return `expected ${status} at ${url.origin}${url.pathname}, got ${seen}`
  }
  return body.includes(text) ? null : `${seen} does not show "${text}"`
}
