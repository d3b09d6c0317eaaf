/** An OAuth client for tests: asks, is sent through the pages as a person clicks, redeems what it gets. */
import { createHash } from 'node:crypto'
import { createEmulator } from '../src/create-emulator.ts'
import type { Emulator } from '../src/emulator.ts'
import type { EmulatorOptions } from '../src/options.ts'
import { type Browser, createBrowser, readHiddenFields } from './browser.ts'

export const START_MS = 1_790_000_000_000
export const VERIFIER = 'a-verifier-that-is-long-enough-to-be-one-of-them'
export const SECRET: Fields & { readonly client_id: string; readonly client_secret: string } = {
  client_id: 'client_demo',
  client_secret: 'demo-client-secret',
}

/** What both demo clients may ask with. */
export const REQUEST: Fields & { readonly client_id: string; readonly redirect_uri: string; readonly scope: string } = {
  client_id: 'client_demo_public',
  redirect_uri: 'http://localhost:3000/callback',
  response_type: 'code',
  scope: 'openid profile email read:posts',
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
}

export type Fields = Readonly<Record<string, string>>
/** Where several resources are named. */
export type Pairs = readonly (readonly [name: string, value: string])[]

interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

const isPairs = (form: Fields | Pairs): form is Pairs => Array.isArray(form)

export interface Client {
  readonly emulator: Emulator
  readonly browser: Browser
  /** Signs Ada in at the emulator. */
  readonly signIn: (user?: string) => Promise<void>
  /** Asks with these changes, as somebody who is signed in. @returns Where the browser is sent. */
  readonly ask: (change?: Fields, resources?: readonly string[]) => Promise<string>
  /** Asks, and allows it. @returns The parameters that the client gets. */
  readonly allow: (change?: Fields, resources?: readonly string[]) => Promise<URLSearchParams>
  /** Asks, allows and redeems. @returns What `/oauth/token` answered. */
  readonly connect: (change?: Fields, resources?: readonly string[]) => Promise<Fields>
  /** Posts a form. */
  readonly post: (path: string, form: Fields | Pairs) => Promise<Answer>
}

/** @param options Of its emulator. */
export function createClient(options: EmulatorOptions = {}): Client {
  const emulator = createEmulator({ clock: START_MS, ...options })
  const browser = createBrowser(emulator)
  const toPath = (change: Fields, resources: readonly string[]): string => {
    const query = new URLSearchParams({ ...REQUEST, ...change })
    for (const one of resources) query.append('resource', one)
    return `/oauth/authorize?${query.toString()}`
  }
  const post: Client['post'] = async (path, form) => {
    const body = new URLSearchParams()
    for (const [name, value] of isPairs(form) ? form : Object.entries(form)) body.append(name, value)
    const answer = await emulator.fetch(emulator.url + path, { method: 'POST', body })
    return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> }
  }
  const allow: Client['allow'] = async (change = {}, resources = []) => {
    const { text } = await browser.get(toPath(change, resources))
    const pairs = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    const form = new URLSearchParams(pairs.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]))
    form.set('consent', 'allow')
    return new URL((await browser.postForm('/oauth/authorize', form)).location).searchParams
  }
  return {
    emulator,
    browser,
    signIn: async (user = 'user_ada') => {
      const page = await browser.get('/sign-in')
      await browser.post('/sign-in', { ...readHiddenFields(page.text), user })
    },
    ask: async (change = {}, resources = []) => (await browser.get(toPath(change, resources))).location,
    allow,
    connect: async (change = {}, resources = []) => {
      const code = (await allow(change, resources)).get('code') ?? ''
      const client = { client_id: change['client_id'] ?? REQUEST.client_id, redirect_uri: REQUEST.redirect_uri }
      const secret = client.client_id === SECRET.client_id ? SECRET : {}
      const proof = { grant_type: 'authorization_code', code, code_verifier: VERIFIER }
      return (await post('/oauth/token', { ...client, ...secret, ...proof })).body as Fields
    },
    post,
  }
}
