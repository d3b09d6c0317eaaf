/** Reads the body of a request as text, up to a bound, and refuses what no endpoint takes. */

/** Longest body, in bytes: 1 MiB. What an endpoint takes is far shorter; what is longer only fills memory. */
export const MAX_BODY_BYTES = 1_048_576

/**
 * The body as UTF-8; empty when there is none.
 *
 * @throws Refusal 413 once more than `MAX_BODY_BYTES` came, whatever `content-length` says; 415 for a multipart form, which no endpoint takes.
 */
export async function readBody(request: Request): Promise<string> {
  if (/^\s*multipart\//i.test(request.headers.get('content-type') ?? ''))
    throw new Refusal(
      415,
      'unsupported_content_type',
      'A multipart form is not read here. Send application/x-www-form-urlencoded or application/json.',
    )
  if (request.body === null) return ''
  const reader = request.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let sizeBytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    sizeBytes += value.byteLength
    if (sizeBytes > MAX_BODY_BYTES) {
      await reader.cancel()
      throw new Refusal(413, 'request_body_too_large', `The body is longer than ${MAX_BODY_BYTES} bytes.`)
    }
    text += decoder.decode(value, { stream: true })
  }
}

/** Thrown inside endpoints, answered in the provider's form by `answerRequest`. The message holds nothing of the request. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: 413 | 415
  /** `errors[0].code` of the answer. */
  readonly code: string

  constructor(status: 413 | 415, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}
