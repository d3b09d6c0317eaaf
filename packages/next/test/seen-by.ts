/** The request headers of a middleware's response, as Next's server hands them to the application. */
export function toSeenHeaders(response: Response): Headers {
  const names = response.headers.get('x-middleware-override-headers')?.split(',') ?? []
  return new Headers(
    names.map((name): [string, string] => [name, response.headers.get(`x-middleware-request-${name}`) ?? '']),
  )
}
