/**
 * An application, as Next tells of it: what can be asked for, and what its middleware sees. Types only.
 *
 * @see apps/docs/decisions/029
 */

/** What a request must carry, or must not, for a matcher to count. */
export interface Condition {
  /** `header`, `cookie`, `query` or `host`. */
  readonly type: string
  /** Name of what is carried; null for a host. */
  readonly key: string | null
  /** Expression for the whole value; null: any. */
  readonly value: string | null
}

/** One line of `config.matcher`. */
export interface Matcher {
  /** As it stands in the file. */
  readonly source: string
  /** As Next compiled it, base path and locale included. */
  readonly regexp: string
  /** All of them must hold. */
  readonly has: readonly Condition[]
  /** None of them may hold. */
  readonly missing: readonly Condition[]
}

/** A page, a route handler or an API route. */
export interface Page {
  /** Below base path and locale; parameters in brackets, as in the name of its folder. */
  readonly path: string
  /** Whether it is asked for below each locale: pages of the Pages Router are. */
  readonly isTranslated: boolean
  /** Whether its data is asked for at an address of its own. */
  readonly hasData: boolean
}

/** One rewrite of `next.config`. */
export interface Rewrite {
  /** As it stands in the file, below base path and locale. */
  readonly source: string
  /** Where it leads, as it stands in the file. */
  readonly destination: string
  /** As Next compiled its source, base path and locale included. */
  readonly regexp: string
  /** Whether it comes before dynamic pages, and depends on nothing but the path. */
  readonly isEarly: boolean
}

/** What a built application says about its pages and its middleware. */
export interface Application {
  /** Null: there is no middleware. */
  readonly matchers: readonly Matcher[] | null
  /** All pages and route handlers. */
  readonly pages: readonly Page[]
  /** All rewrites. */
  readonly rewrites: readonly Rewrite[]
  /** With its first slash; empty for none. */
  readonly basePath: string
  /** The default locale stands first. */
  readonly locales: readonly string[]
  /** Names the data of pages; null where it is not known. */
  readonly buildId: string | null
}
