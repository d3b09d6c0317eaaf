/** The bytes of a body, up to a bound. */
import { Refusal } from '../refusal.ts'

/** Longest body, in bytes: 1 MiB. What an endpoint takes is far shorter; what is longer only fills memory. */
const MAX_BODY_BYTES = 1_048_576

/** @throws Refusal 413 once more than the bound came, whatever `content-length` says. */
export async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (request.body === null) return new Uint8Array()
  const reader = request.body.getReader()
  const parts: Uint8Array[] = []
  let sizeBytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return join(parts, sizeBytes)
    sizeBytes += value.byteLength
    if (sizeBytes > MAX_BODY_BYTES) {
      await reader.cancel()
      throw new Refusal(413, 'request_body_too_large', `The body is longer than ${MAX_BODY_BYTES} bytes.`)
    }
    parts.push(value)
  }
}

function join(parts: readonly Uint8Array[], sizeBytes: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(sizeBytes)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.byteLength
  }
  return all
}
