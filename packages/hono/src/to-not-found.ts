/** Context → the application's own not-found page, whatever else that page may answer. Waits for it. */
import type { Context } from 'hono'

/** @returns What `app.notFound` renders. With status 404 also where it answers every path with a page, so that a refusal shows. */
export async function toNotFound(c: Context): Promise<Response> {
  const response = await c.notFound()
  return response.ok ? new Response(response.body, { status: 404, headers: response.headers }) : response
}
