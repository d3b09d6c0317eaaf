/** What a policy answers to one visit, in a form that can be compared. */
export interface PolicyVisit {
  readonly policy: string
  readonly visitor: string
  readonly way: string
  readonly path: string
}

export interface PolicyAnswer {
  /** `next`, `rewrite` to another path, `not-found`, `threw`, or the status. */
  readonly answer: string
  readonly location: string | null
  readonly body: string
  readonly cacheControl: string | null
  readonly challenge: string | null
}

/** @param run The application, or the middleware in front of one. */
export async function readAnswer(run: () => unknown, url: URL): Promise<PolicyAnswer> {
  try {
    const response = await run()
    return await toAnswer(
      response instanceof Response ? response : new Response(null, { headers: { 'x-middleware-next': '1' } }),
      url,
    )
  } catch (error) {
    const body = error instanceof Error ? error.message.slice(0, 80) : 'unknown'
    return { answer: 'threw', location: null, body, cacheControl: null, challenge: null }
  }
}

async function toAnswer(response: Response, url: URL): Promise<PolicyAnswer> {
  const { headers, status } = response
  const location = headers.get('location')
  const isRedirect = location !== null
  return {
    answer: toKind(headers, status, url),
    // rulings.md D22: the loopback provider of a publishable key speaks http.
    location: isRedirect ? new URL(location, url).href.replace(/^https:\/\/127\.0\.0\.1/, 'http://127.0.0.1') : null,
    body: isRedirect ? '' : await response.text(),
    cacheControl: headers.get('cache-control'),
    challenge: headers.get('www-authenticate'),
  }
}

function toKind(headers: Headers, status: number, url: URL): string {
  const rewrite = headers.get('x-middleware-rewrite')
  const target = rewrite === null ? null : new URL(rewrite, url)
  if (headers.get('x-middleware-next') === '1' || target?.href === url.href) return 'next'
  if (target === null) return String(status)
  return /^\/(clerk_\d+|_error)$/.test(target.pathname) ? 'not-found' : `rewrite ${target.pathname}`
}
