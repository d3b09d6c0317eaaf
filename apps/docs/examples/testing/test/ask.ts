/** Asks for a page of `app.example.com` at a port of this machine, as a browser does over TLS. Follows nothing. */
import { request } from 'node:https'

export interface Asked {
  readonly path: string
  readonly port: number
  /** The certificate that is believed. */
  readonly ca: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly location: URL | null
  readonly setCookies: readonly string[]
  readonly text: string
}

export const HOST = 'app.example.com'

/** Headers that say: a person opens a page. */
export const AS_PAGE = { accept: 'text/html', 'sec-fetch-dest': 'document' } as const

export const ask = ({ path, port, ca, headers = {} }: Asked): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', servername: HOST, port, ca, path, agent: false as const }
    const asked = request({ ...options, headers: { host: HOST, ...headers } }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += String(chunk)))
      response.once('end', () => resolve(toAnswer(response.statusCode, response.headers, text)))
    })
    asked.once('upgrade', (response, socket) => {
      socket.destroy()
      resolve(toAnswer(response.statusCode, response.headers, ''))
    })
    asked.once('error', reject).end()
  })

function toAnswer(
  status = 0,
  { location, 'set-cookie': setCookies = [] }: { location?: string | undefined; 'set-cookie'?: string[] | undefined },
  text: string,
): Answer {
  return { status, location: location === undefined ? null : new URL(location), setCookies, text }
}
