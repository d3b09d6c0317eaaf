/**
 * Values room. Text of an option that is a URL or a path → what is wrong with it and what would be meant, or null. Pure.
 */
import { toUrl } from '../foundation/is-record.ts'
import { always, firstMatch, type Rule } from '../foundation/rule.ts'

/** What the option can be. */
export interface UrlKind {
  /** Paths are added to the value, so a query would end up in the middle of other addresses. */
  readonly isBase: boolean
  /** True: a host without a scheme is allowed, and a base may also be a path of the application. False: a base must be a whole URL. */
  readonly isHostEnough: boolean
}

interface UrlText extends UrlKind {
  readonly text: string
  /** The text as a URL, resolved against an application so that paths can be parsed. Null: it cannot be parsed. */
  readonly url: URL | null
}

/** Paths are read as those of some application. */
const ANY_BASE = 'https://application.invalid'
/** A host: before a path, with a port, or of three labels or more. `sign-in.html` is a file. */
const BARE_HOST =
  /^(?:localhost(?::\d+)?(?=\/|$)|(?:[a-z\d-]+\.)+[a-z\d-]+(?::\d+|(?=\/))|(?:[a-z\d-]+\.){2,}[a-z\d-]+$)/i

/** The first row that applies names the problem. The last row says that there is none. */
// prettier-ignore
export const urlFaults: readonly Rule<UrlText, string | null>[] = [
  ['url-without-scheme',      u => isWithoutScheme(u),                                                 'has no scheme, so it would be taken for a path'],
  ['url-unreadable',          u => u.url === null,                                                     'cannot be read'],
  ['url-of-another-scheme',   u => !/^https?:$/.test(u.url?.protocol ?? ''),                           'is neither http nor https'],
  ['url-with-user',           u => u.url?.username !== '' || u.url.password !== '',                    'holds user information'],
  ['url-that-is-a-path',      u => u.isBase && !/^https?:\/\//i.test(u.text) && !u.isHostEnough,       'is a path, and a host is needed'],
  ['url-with-a-tail',         u => u.isBase && /[?#]/.test(u.text),                                    'holds a query or a fragment'],
  ['url-that-can-be-called',  always,                                                                  null],
]

/** What is wrong with a URL, as the end of a sentence that begins with the value; null: nothing. */
export function findUrlFault(text: string, kind: UrlKind): string | null {
  const isHost = kind.isHostEnough && !/^(?:[/\\]|[a-z][a-z\d+.-]*:\/\/)/i.test(text)
  const { outcome } = firstMatch(urlFaults, { ...kind, text, url: toUrl(isHost ? `https://${text}` : text, ANY_BASE) })
  if (outcome === null) return null
  const meant = toMeant(text)
  return meant === null ? outcome : `${outcome}; write ${JSON.stringify(meant)}`
}

/** `//host/x` is not a path, but would be joined like one. */
function isWithoutScheme({ text, isBase, isHostEnough }: UrlText): boolean {
  return isHostEnough ? isBase && /^(?:\/?\\|\/\/)/.test(text) : BARE_HOST.test(text)
}

/** What is most likely meant: with a scheme, without user information. Null: nobody can tell. */
function toMeant(text: string): string | null {
  if (!BARE_HOST.test(text) && !/^https?:\/\//i.test(text)) return null
  const scheme = /^localhost/i.test(text) ? 'http' : 'https'
  const url = toUrl(BARE_HOST.test(text) ? `${scheme}://${text}` : text, ANY_BASE)
  if (url === null) return null
  return url.origin + url.pathname.replace(/\/$/, '')
}
