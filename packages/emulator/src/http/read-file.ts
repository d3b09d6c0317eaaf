/** A picture that somebody sends, in each of the ways in which the provider's clients send one. */
import { readBytes } from './read-bytes.ts'
import { fieldRefusal, Refusal } from '../refusal.ts'

/** A picture. Its first bytes say what it is, whatever its sender says. */
export interface UploadedFile {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** No SVG: it can hold a script, and would be served from the emulator's own origin. Letters as Latin-1. */
const KINDS: readonly [UploadedFile['type'], (head: string) => boolean][] = [
  ['image/png', (head) => head.startsWith('\u0089PNG\r\n')],
  ['image/jpeg', (head) => head.startsWith('\u00FF\u00D8\u00FF')],
  ['image/gif', (head) => head.startsWith('GIF87a') || head.startsWith('GIF89a')],
  ['image/webp', (head) => head.startsWith('RIFF') && head.startsWith('WEBP', 8)],
]
/** What a picture begins with is within this many bytes. */
const HEAD_BYTES = 16

/** @returns Null when nothing was sent. @throws Refusal 413 as `readBytes`, 422 for what is no picture. */
export async function readFile({ request }: { readonly request: Request }): Promise<UploadedFile | null> {
  const type = request.headers.get('content-type') ?? ''
  const body = await readBytes(request)
  const bytes = /^\s*multipart\//i.test(type) ? await readPart(body, type) : decode(body)
  if (bytes === null || bytes.byteLength === 0) return null
  const head = String.fromCodePoint(...bytes.subarray(0, HEAD_BYTES))
  const kind = KINDS.find(([, fits]) => fits(head))
  if (kind === undefined)
    throw fieldRefusal('avatar_file_type_invalid', 'This is no picture in the form of PNG, JPEG, GIF or WebP.', 'file')
  return { type: kind[0], bytes }
}

async function readPart(body: Uint8Array<ArrayBuffer>, type: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData()
    const file = form.get('file') ?? form.get('logo')
    return file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : null
  } catch {
    throw new Refusal(400, 'request_body_invalid', 'The body is no multipart form.')
  }
}

/** The script sends a `data:` URL as plain text. */
function decode(body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder().decode(body)
  const base64 = /^data:[\w/+.-]*;base64,([\w+/=\s]+)$/.exec(text.trim())?.[1]
  if (base64 === undefined) return body
  try {
    return Uint8Array.from(atob(base64), (char) => char.codePointAt(0) ?? 0)
  } catch {
    return new Uint8Array()
  }
}
