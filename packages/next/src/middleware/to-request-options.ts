/**
 * Options, some of them functions of the URL → options of one request. Waits for those functions.
 *
 * They answer before anything else is done with the options: their answers are checked like values, tell one setup from another, and travel to
 * server code; the functions themselves could do none of that.
 *
 * @see protocol.md 15.2 (step 7); rulings.md 8
 */
import { readPublicUrl, type AuthOptions } from '@postern/core'
import type { NextRequest } from 'next/server.js'
import type { ClerkMiddlewareOptions, UrlOption } from './middleware-options.ts'

/** Options whose functions were asked. */
export type RequestOptions = Omit<ClerkMiddlewareOptions, UrlOption> & Pick<AuthOptions, UrlOption>

type Given = ClerkMiddlewareOptions[UrlOption]

/** Whether the options are the same for every request. */
export function isFixed(options: ClerkMiddlewareOptions): options is RequestOptions {
  const { isSatellite, domain, proxyUrl } = options
  return ![isSatellite, domain, proxyUrl].some((given) => typeof given === 'function')
}

/**
 * Asks the functions: `proxyUrl` with the URL that the browser sees, the others with the URL of the request. What they throw propagates.
 *
 * @returns The options. An answer that is absent is an option that is absent: the environment's counts.
 */
export async function toRequestOptions(options: ClerkMiddlewareOptions, request: NextRequest): Promise<RequestOptions> {
  if (isFixed(options)) return options
  const { isSatellite, domain, proxyUrl, ...rest } = options
  const ask = async (given: Given, toUrl: () => URL): Promise<unknown> =>
    typeof given === 'function' ? given(toUrl()) : given
  const toUrl = (): URL => new URL(request.url)
  const answers = {
    isSatellite: await ask(isSatellite, toUrl),
    domain: await ask(domain, toUrl),
    proxyUrl: await ask(proxyUrl, () => readPublicUrl(request, options)),
  }
  // What they are is checked with all other options.
  return { ...rest, ...(answers as Pick<AuthOptions, UrlOption>) }
}
