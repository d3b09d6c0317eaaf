/** Response → what of it must be the same everywhere. Pure: tokens and ports become words. */
import type { RawResponse } from './send-request.ts'
import { DEVELOPMENT_APP, PRODUCTION_APP, type World } from './world.ts'

/** Headers that the product or the application sets. Those of the servers differ from runtime to runtime. */
const SHOWN = [
  'x-clerk-auth-status',
  'x-clerk-auth-reason',
  'x-clerk-redirect-to',
  'cache-control',
  'retry-after',
  'www-authenticate',
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'x-own',
]

export interface Answer {
  readonly status: number
  readonly location: string | null
  readonly headers: Readonly<Record<string, string>>
  /** With attributes; values that are minted become `…`. */
  readonly setCookies: readonly string[]
  readonly body: string
}

/** @param world Its origins become `{fapi}` and `{app}`. */
export function describeAnswer(response: RawResponse, world: World): Answer {
  const { status, headers } = response
  const named = SHOWN.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]] as const]))
  return {
    status,
    location: headers['location'] === undefined ? null : describeLocation(headers['location'], world),
    headers: Object.fromEntries(named.map(([name, value]) => [name, nameOrigins(value, world)])),
    setCookies: response.setCookies.map((line) => nameSuffix(line.replace(/=[^;]{4,}?(?=;|$)/, '=…'))),
    body: nameOrigins(response.body, world).replaceAll(/dvb_\w+/g, 'dvb_…'),
  }
}

/** The query decoded, so that it can be read; what is minted becomes `…`. The handshake's constant parameters are left out. */
function describeLocation(location: string, world: World): string {
  if (!location.includes('?')) return nameOrigins(location, world)
  const [place = '', query = ''] = location.split('?')
  const pairs = [...new URLSearchParams(query)].filter(([name]) => name !== '__clerk_api_version' && name !== 'format')
  const shown = pairs.map(([name, value]) => `${name}=${MINTED.includes(name) && value !== '' ? '…' : value}`)
  return nameOrigins(`${place}?${shown.join('&')}`, world)
}

const MINTED = ['__session', '__clerk_db_jwt', '__clerk_handshake', '__clerk_handshake_nonce', '__postern_trip']

/** Suffixes of cookies follow from keys, and those from the port. */
function nameSuffix(line: string): string {
  return line.replace(/^(__(?:session|client_uat|client|refresh|clerk_db_jwt))_[\w-]{8}=/, '$1_*=')
}

function nameOrigins(text: string, { dev, prod }: World): string {
  return text
    .replaceAll(dev.url, '{fapi}')
    .replaceAll(prod.url, '{fapi}')
    .replaceAll(`https://${prod.frontendApiHost}`, '{fapi}')
    .replaceAll(DEVELOPMENT_APP, '{app}')
    .replaceAll(PRODUCTION_APP, '{app}')
}
