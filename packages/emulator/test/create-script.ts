/** Calls the emulator as the provider's browser script does: forms, other verbs in `_method`, and the token of the browser in the URL. */
import type { Emulator } from '../src/emulator.ts'

export const ORIGIN = 'http://localhost:3000'

type Fields = Readonly<Record<string, unknown>>

export interface ScriptAnswer {
  readonly status: number
  readonly headers: Headers
  readonly response: Fields
  readonly client: Fields | null
  readonly jwt: string
  /** `errors[0]`; empty for an answer without errors. */
  readonly error: { readonly code?: string; readonly meta?: Fields }
}

export interface Script {
  /** A GET without a form, else a POST. Any other verb stands in the path as `_method`. */
  readonly call: (path: string, form?: Readonly<Record<string, string>>, origin?: string) => Promise<ScriptAnswer>
  readonly devBrowser: () => string
}

/** @param devBrowser A browser that is known already. */
export function createScript(emulator: Emulator, devBrowser: string | null = null): Script {
  let known = devBrowser ?? ''
  return {
    devBrowser: () => known,
    call: async (path, form, origin = ORIGIN) => {
      const url = `${emulator.url}${path}${path.includes('?') ? '&' : '?'}_clerk_js_version=6&__clerk_db_jwt=${known}`
      const body = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
      const answer = await emulator.fetch(url, { headers: { origin }, ...body })
      known = answer.headers.get('clerk-db-jwt') ?? known
      const { response, client, jwt, errors } = (await answer.json()) as {
        response?: Fields
        client?: Fields | null
        jwt?: string
        errors?: ScriptAnswer['error'][]
      }
      return {
        status: answer.status,
        headers: answer.headers,
        response: response ?? {},
        client: client ?? null,
        jwt: jwt ?? '',
        error: errors?.[0] ?? {},
      }
    },
  }
}

/** Sessions of a client, as it shows them. */
export function sessionsOf(client: Fields | null): readonly Fields[] {
  return (client?.['sessions'] ?? []) as readonly Fields[]
}
