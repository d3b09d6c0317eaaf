/** A `curl` command, as Chrome and Firefox copy it or a person writes it → the request that it sends. Pure. */
import { Command, CommanderError, Option } from 'commander'
import { createUsageError } from '../../frame/cli-error.ts'
import { toRecordedRequest, type Headers, type RecordedRequest } from './recorded-request.ts'
import { toShellWords } from './to-shell-words.ts'

interface Given {
  readonly request?: string
  readonly header?: readonly string[]
  readonly cookie?: readonly string[]
  readonly userAgent?: string
  readonly referer?: string
  readonly oauth2Bearer?: string
  readonly user?: string
  readonly url?: string
  readonly json?: readonly string[]
  readonly head?: true
  readonly get?: true
  readonly body?: readonly string[]
}

/** With a value that no decision reads. */
const WITH_VALUE =
  '-o --output,-m --max-time,--connect-timeout,--resolve,-x --proxy,--retry,-w --write-out,-c --cookie-jar,-D --dump-header,--cacert,--cert,--key,--http-version'
/** Without one. */
const PLAIN =
  '-k --insecure,-s --silent,-S --show-error,-L --location,-i --include,-v --verbose,-f --fail,-g --globoff,-N --no-buffer,-4 --ipv4,-6 --ipv6,-# --progress-bar,--compressed,--http1.1,--http2,--http3,--path-as-is'
const BODY = [
  '-d, --data',
  '--data-raw',
  '--data-binary',
  '--data-ascii',
  '--data-urlencode',
  '-F, --form',
  '-T, --upload-file',
]

const gather = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

/**
 * Reads a command. Nothing is run, no file that it names is opened, and its body is dropped.
 *
 * @throws CliError `ERR_CLI_USAGE`, without any part of the command but the name of an option.
 */
export function parseCurl(text: string): RecordedRequest {
  const [name = '', ...args] = toShellWords(text)
  if (!/^(?:.*[/\\])?curl(?:\.exe)?$/.test(name)) {
    throw createUsageError('This is no curl command.', 'In the network tab of the browser, choose "Copy as cURL".')
  }
  const { given, urls, bodies } = readArguments(args)
  const [url, ...others] = [...(given.url === undefined ? [] : [given.url]), ...urls]
  if (url === undefined || others.length > 0) {
    throw createUsageError('The command has no address, or more than one.', 'Keep one address in it.')
  }
  const hasBody = bodies > 0 || given.json !== undefined
  const method = given.request ?? (given.head ? 'HEAD' : hasBody && !given.get ? 'POST' : 'GET')
  return toRecordedRequest({ method, url, headers: toHeaders(given), sentAtMs: null })
}

function readArguments(args: readonly string[]): {
  readonly given: Given
  readonly urls: readonly string[]
  readonly bodies: number
} {
  let bodies = 0
  const curl = new Command('curl')
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .helpOption(false)
  curl
    .argument('[urls...]')
    .option('-X, --request <method>')
    .option('--url <url>')
    .option('-A, --user-agent <text>')
    .option('-e, --referer <url>')
  curl.option('-u, --user <user>').option('--oauth2-bearer <token>').option('-I, --head').option('-G, --get')
  for (const flags of ['-H, --header <line>', '-b, --cookie <pairs>', '--json <text>'])
    curl.addOption(new Option(flags).argParser(gather))
  for (const flags of BODY) curl.option(`${flags} <body>`, '', () => (bodies += 1))
  for (const flags of WITH_VALUE.split(',')) curl.option(`${flags.replace(' ', ', ')} <value>`)
  for (const flags of PLAIN.split(',')) curl.option(flags.replace(' ', ', '))
  try {
    curl.parse([...args], { from: 'user' })
  } catch (error) {
    const option =
      error instanceof CommanderError ? /unknown option '(--?[a-z][a-z0-9-]*)/.exec(error.message)?.[1] : undefined
    throw createUsageError(
      `The command has ${option === undefined ? 'an option that cannot be read' : `the option ${option}, which is not known here`}.`,
      'Take it out if it changes nothing of the request.',
    )
  }
  return { given: curl.opts<Given>(), urls: curl.args, bodies }
}

function toHeaders(given: Given): Headers {
  const lines = (given.header ?? []).flatMap((line) => toHeader(line))
  const bearer = given.oauth2Bearer === undefined ? [] : [['authorization', `Bearer ${given.oauth2Bearer}`] as const]
  const user =
    given.user === undefined ? [] : [['authorization', `Basic ${Buffer.from(given.user).toString('base64')}`] as const]
  // Without an equals sign curl reads cookies from a file.
  const cookies = (given.cookie ?? []).filter((pairs) => pairs.includes('=')).map((pairs) => ['cookie', pairs] as const)
  const agent = given.userAgent === undefined ? [] : [['user-agent', given.userAgent] as const]
  const referer = given.referer === undefined ? [] : [['referer', given.referer] as const]
  const json =
    given.json === undefined
      ? []
      : [['content-type', 'application/json'] as const, ['accept', 'application/json'] as const]
  const all = [...lines, ...bearer, ...user, ...cookies, ...agent, ...referer, ...json]
  return all.some(([name]) => name.toLowerCase() === 'accept') ? all : [...all, ['accept', '*/*']]
}

/** `name: value`; with nothing behind the colon curl sends no such header. */
export function toHeader(line: string): Headers {
  const colon = line.indexOf(':', 1)
  const value = line.slice(colon + 1).trim()
  return colon < 1 || value === '' ? [] : [[line.slice(0, colon).trim(), value]]
}
