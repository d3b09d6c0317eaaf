/** `/npm/@clerk/…`: the vendor's browser bundles, out of the packages that the developer has installed. Nothing is fetched from elsewhere. */
import type { Call } from '../http/call.ts'
import { wantsPage } from '../http/wants-page.ts'
import { answerMessage } from '../pages/answer-page.ts'
import { chooseVersion } from './choose-version.ts'
import { SCRIPT_PACKAGES, type ScriptPackage } from './script-source.ts'

/** What makes both scripts available. A range for each, so that the chunks of a bundle are always of its own version. */
export const INSTALL_COMMAND = 'npm install --save-dev @clerk/clerk-js@6 @clerk/ui@1.34.0'

const NAME = /^([a-z-]+)(?:@(.+))?$/
/** Bundles lie directly in `dist`. A slash, also an encoded one, would lead elsewhere. */
const FILE = /^[\w-][\w.-]*$/
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  cjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  ts: 'text/plain; charset=utf-8',
}
/** Scripts are loaded by pages of any origin, with `crossorigin` and without. */
const OPEN = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }

export async function answerScript(call: Call): Promise<Response> {
  const { instance, params } = call
  const [, name = '', spec = null] = NAME.exec(params['package'] ?? '') ?? []
  const file = params['file'] ?? ''
  const { scripts } = instance
  if (!isScriptPackage(name)) return answerNothing(call, 'Only scripts of @clerk/clerk-js and @clerk/ui are served.')
  const chosen = scripts === null ? null : chooseVersion(await scripts.versions(name), spec)
  if (scripts === null || chosen === null) return answerMissing(call, name)
  const { version, isWanted } = chosen
  const body = FILE.test(file) ? await scripts.read(name, version, file) : null
  if (!isWanted) call.note(`@clerk/${name} ${version} answers: ${spec ?? 'what was asked for'} is not installed`)
  if (body === null) return answerNothing(call, `The folder dist of @clerk/${name} ${version} holds no such file.`)
  return answerFile(call, file, body, `@clerk/${name}@${version}`)
}

function isScriptPackage(name: string): name is ScriptPackage {
  return SCRIPT_PACKAGES.some((known) => known === name)
}

async function answerFile(
  { request }: Call,
  file: string,
  body: Uint8Array<ArrayBuffer>,
  script: string,
): Promise<Response> {
  const tag = await toTag(body)
  const headers = {
    ...OPEN,
    'content-type': TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    // Asked again each time: the developer may have installed another version, and the range in the URL stays.
    'cache-control': 'no-cache',
    etag: tag,
    'x-postern-script': script,
  }
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (known.includes(tag)) return new Response(null, { status: 304, headers })
  if (request.method === 'HEAD')
    return new Response(null, { headers: { ...headers, 'content-length': String(body.byteLength) } })
  return new Response(body, { headers })
}

async function toTag(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body))
  return `"${Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')}"`
}

/** Nobody has installed the package, or the emulator was not told where to look. */
function answerMissing(call: Call, name: ScriptPackage): Response {
  const { scripts } = call.instance
  if (scripts === null)
    return answerNothing(
      call,
      `@clerk/${name} cannot be served: this emulator does not know where packages are installed. Give it the option scripts.`,
    )
  const advice = `@clerk/${name} is not installed where this emulator runs. Install it there:`
  scripts.onMissing?.(`${advice} ${INSTALL_COMMAND}`)
  return answerNothing(call, advice, INSTALL_COMMAND)
}

/**
 * A page for somebody who opens the URL; a script for a page that loads it, so that whoever looks at the answer reads why.
 *
 * @param command What helps, if anything does.
 */
function answerNothing(call: Call, text: string, command: string | null = null): Response {
  const { request } = call
  const sentence = command === null ? text : `${text} ${command}`
  call.note(sentence)
  if (wantsPage(request)) return answerMessage(404, 'This script is not here', text, command === null ? [] : [command])
  return new Response(`console.error(${JSON.stringify(sentence)})\n`, {
    status: 404,
    headers: { ...OPEN, 'content-type': TYPES['js'] ?? '', 'cache-control': 'no-store' },
  })
}
