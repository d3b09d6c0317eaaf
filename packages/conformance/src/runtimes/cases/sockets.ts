/** Handshakes of WebSockets, which browsers send without an `Authorization` header; and origins by wildcard. */
import type { Case, Chapter } from '../case.ts'
import type { HeaderMap } from '../../expected/visitors.ts'
import type { World } from '../world.ts'
import { isHidden, passes, passesSignedOut } from './answers.ts'

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}
const tokenOf = async ({ dev }: World): Promise<string> => (await dev.mint.session({ user: 'ada' })).token
const inQuery = async (world: World): Promise<string> => `/?a=1&token=${await tokenOf(world)}`
const offering =
  (make: (token: string) => string) =>
  async (world: World): Promise<HeaderMap> => ({
    'sec-websocket-protocol': make(await tokenOf(world)),
  })
const withAzp =
  (azp: string) =>
  async ({ dev }: World): Promise<HeaderMap> => ({
    authorization: (await dev.mint.session({ user: 'ada', azp })).bearer,
  })
const ada = passes({ userId: 'user_ada' })
const nobody = passesSignedOut('dev-browser-missing')

// prettier-ignore
const sockets: readonly Case[] = [
  { name: 'a socket’s token in a sub-protocol', site: 'sockets', headers: UPGRADE, visitor: offering((token) => `chat, postern.token.${token}`), expected: ada },
  { name: 'a socket’s token in the query', site: 'sockets', headers: UPGRADE, path: inQuery, expected: ada },
  { name: 'a socket’s token on a protected path', site: 'sockets', headers: UPGRADE, visitor: offering((token) => `postern.token.${token}`), path: '/dashboard', expected: ada },
  { name: 'a socket without a token on a protected path', site: 'sockets', headers: UPGRADE, path: '/dashboard', expected: isHidden('dev-browser-missing') },
  { name: 'a socket’s bad token never falls back to a good cookie', site: 'sockets', headers: UPGRADE, visitor: 'member', path: '/?token=text', expected: passesSignedOut('token-invalid') },
  { name: 'a socket by cookie', site: 'sockets', headers: UPGRADE, visitor: 'member', expected: passes({ userId: 'user_grace' }) },
  { name: 'a header wins over a socket’s sub-protocol', site: 'sockets', headers: UPGRADE, visitor: async (world) => ({ authorization: 'Bearer text', ...(await offering((token) => `postern.token.${token}`)(world)) }), expected: passesSignedOut('token-invalid') },
  { name: 'a token in the query of a link is none', site: 'sockets', path: inQuery, expected: nobody },
  { name: 'a sub-protocol without a handshake is none', site: 'sockets', visitor: offering((token) => `postern.token.${token}`), expected: nobody },
  { name: 'without the option a socket’s query holds no token', headers: UPGRADE, path: inQuery, expected: nobody },
]

// prettier-ignore
const wildcards: readonly Case[] = [
  { name: 'a party of one label below a wildcard', site: 'previews by wildcard', visitor: withAzp('http://pr-7.app.test'), expected: ada },
  { name: 'a party of two labels below a wildcard', site: 'previews by wildcard', visitor: withAzp('http://a.pr-7.app.test'), expected: passesSignedOut('token-invalid-authorized-parties') },
  { name: 'the host of a wildcard itself', site: 'previews by wildcard', visitor: withAzp('http://app.test'), expected: passesSignedOut('token-invalid-authorized-parties') },
  { name: 'another scheme than the wildcard’s', site: 'previews by wildcard', visitor: withAzp('https://pr-7.app.test'), expected: passesSignedOut('token-invalid-authorized-parties') },
]

export const socketChapters: readonly Chapter[] = [
  { title: 'Handshakes of WebSockets', cases: sockets },
  { title: 'Parties by wildcard', cases: wildcards },
]
