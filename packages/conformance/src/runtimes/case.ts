/** The shape of the suite's table. Types only. */
import type { HeaderMap, Visitor } from '../expected/visitors.ts'
import type { Way } from '../expected/ways.ts'
import type { World } from './world.ts'
import type { SiteName } from './sites.ts'

/** What must come back. */
export interface Expected {
  readonly status: number
  /** `x-clerk-auth-reason`; null: the header is absent. Default: not looked at. */
  readonly reason?: string | null
  /** As `describeLocation` writes it. Default: none. */
  readonly location?: string
  /** Names of the cookies that are set, in order. Default: none. */
  readonly setCookies?: readonly string[]
  /** Values of further headers; null: absent. */
  readonly headers?: Readonly<Record<string, string | null>>
  /** The text of the body, or members that its JSON has. Default: not looked at. */
  readonly body?: string | Readonly<Record<string, unknown>>
}

/** One request, and the answer to it. */
export interface Case {
  /** What happens, under which condition. */
  readonly name: string
  /** The application that is asked. Default `dev`. */
  readonly site?: SiteName
  /** Who asks: a kind of visitor, or headers minted for this case. Default `nobody`. */
  readonly visitor?: Visitor | ((world: World) => Promise<HeaderMap>)
  /** Default `program`. */
  readonly way?: Way
  readonly method?: string
  /** Path and query as they go over the wire; a function where something is minted into it. Default `/`. */
  readonly path?: string | ((world: World) => Promise<string>)
  readonly headers?: HeaderMap
  readonly body?: string | Uint8Array
  readonly expected: Expected
}

/** Cases that belong together, under the heading of the printed page. */
export interface Chapter {
  readonly title: string
  readonly cases: readonly Case[]
}
