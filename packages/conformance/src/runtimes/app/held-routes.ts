/**
 * Routes that stop in the middle of a body until somebody outside lets them on: `?gate=` is a URL that answers when it is time. Plain Fetch;
 * the waiting is a request of the route's own, since Workers cannot wait for what another request does.
 */
type Route = (request: Request) => Response | Promise<Response>

export const FIRST_HALF = 'first half, '
export const SECOND_HALF = 'second half'

export const HELD_ROUTES: Readonly<Record<string, Route>> = {
  /** Sends one half, asks the gate, and sends the other. */
  '/held': (request) => new Response(createHeldBody(request)),
  /** Reads what comes first, asks the gate, and reads the rest. Answers with what came before, and with everything. */
  '/taken': async (request) => Response.json(await takeBody(request)),
}

async function waitAtGate(request: Request): Promise<void> {
  const answer = await fetch(new URL(request.url).searchParams.get('gate') ?? '')
  await answer.text()
}

function createHeldBody(request: Request): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let isHalfSent = false
  return new ReadableStream({
    async pull(controller) {
      if (isHalfSent) {
        await waitAtGate(request)
        controller.enqueue(encoder.encode(SECOND_HALF))
        return controller.close()
      }
      isHalfSent = true
      controller.enqueue(encoder.encode(FIRST_HALF))
    },
  })
}

async function takeBody(request: Request): Promise<{ readonly before: string; readonly all: string }> {
  const decoder = new TextDecoder()
  const reader = request.body?.getReader()
  const before = decoder.decode((await reader?.read())?.value, { stream: true })
  await waitAtGate(request)
  let all = before
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read())
    all += decoder.decode(part.value, { stream: true })
  return { before, all }
}
