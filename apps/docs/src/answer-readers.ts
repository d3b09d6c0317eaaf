/** Kinds of readers, and how each shows itself. */
export const JSON_CLIENT = { accept: 'application/json' }
export const PROGRAM = { accept: '*/*' }

export interface Reader {
  readonly name: string
  /** How the code knows. */
  readonly how: string
  readonly method?: 'POST'
  readonly headers: Readonly<Record<string, string>>
  /** Answered by the adapter for Next, which has more to say to this one. */
  readonly isNext?: true
}

export const READERS: readonly Reader[] = [
  {
    name: 'a page visit',
    how: '`Sec-Fetch-Dest: document` or `iframe`, or an `Accept` with `text/html`',
    headers: { accept: 'text/html', 'sec-fetch-dest': 'document' },
  },
  {
    name: "a fetch of Next's App Router",
    how: 'GET, `next-url` and `Sec-Fetch-Dest: empty`',
    headers: { accept: '*/*', 'next-url': '/', 'sec-fetch-dest': 'empty' },
    isNext: true,
  },
  {
    name: "a fetch of Next's Pages Router",
    how: 'GET, `x-nextjs-data` and `Sec-Fetch-Dest: empty`',
    headers: { accept: '*/*', 'x-nextjs-data': '1', 'sec-fetch-dest': 'empty' },
    isNext: true,
  },
  {
    name: 'a server action',
    how: 'POST and `next-action`',
    method: 'POST',
    headers: { accept: 'text/x-component', 'next-action': 'a' },
    isNext: true,
  },
  { name: 'a client of JSON', how: '`Accept` with JSON or problem details, without `text/html`', headers: JSON_CLIENT },
  { name: 'another program', how: 'everything else', headers: PROGRAM },
]
