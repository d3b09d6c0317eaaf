/** How a browser or a program asks, as request headers. */
import type { HeaderMap } from './visitors.ts'

/** One row per way. */
export const WAYS = {
  page: { accept: 'text/html,application/xhtml+xml', 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' },
  frame: { accept: 'text/html', 'sec-fetch-dest': 'iframe' },
  'old browser': { accept: 'text/html,*/*' },
  script: { accept: '*/*', 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' },
  program: { accept: '*/*' },
  'JSON client': { accept: 'application/json' },
  'server action': { accept: 'text/x-component', 'next-action': 'a1', 'next-url': '/dashboard' },
  prefetch: { accept: 'text/html', 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch' },
} as const satisfies Readonly<Record<string, HeaderMap>>
/** Names of the ways. */
export type Way = keyof typeof WAYS
