/** Bodies that are too large to be kept, made and measured on the way. */

const CHUNK = new Uint8Array(1 << 16).fill(7)
/** 100 MiB, in chunks. */
const CHUNKS = 1_600
export const LARGE_BYTES: number = CHUNKS * CHUNK.byteLength

/** A large body that counts how far it was read. */
export function createLargeBody(): {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>
  readonly sent: () => number
} {
  let count = 0
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        if (count === CHUNKS) return controller.close()
        count += 1
        controller.enqueue(CHUNK)
      },
    },
    { highWaterMark: 0 },
  )
  return { stream, sent: () => count * CHUNK.byteLength }
}

/** A request with that body. */
export function toUpload(url: string, stream: ReadableStream, headers: Record<string, string>): Request {
  // The DOM's types do not know `duplex` yet, which every runtime demands for a stream.
  const init: RequestInit & { readonly duplex: 'half' } = { method: 'POST', body: stream, headers, duplex: 'half' }
  return new Request(url, init)
}

/** Reads a body to its end. */
export async function countBytes(body: ReadableStream<Uint8Array> | null): Promise<number> {
  let total = 0
  const reader = body?.getReader()
  for (let step = await reader?.read(); step?.done === false; step = await reader?.read())
    total += step.value.byteLength
  return total
}

/** A response whose second half waits until the first was seen. */
export function createPausedBody(): { readonly stream: ReadableStream<Uint8Array>; readonly resume: () => void } {
  const { opened, open } = createGate()
  const encoder = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(encoder.encode('first'))
      await opened
      controller.enqueue(encoder.encode(' second'))
      controller.close()
    },
  })
  return { stream, resume: open }
}

/** A promise that the test resolves. */
export function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}
