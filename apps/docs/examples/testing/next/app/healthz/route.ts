/** Whether this server answers. It asks nobody else, so an outage of the provider does not end it. */
export function GET(): Response {
  return new Response('ok')
}
