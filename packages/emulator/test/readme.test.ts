/** The README against the tables that answer: a request that gets 501 is told that the list is there. */
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { actions } from '../src/control/actions.ts'
import { createEmulator } from '../src/create-emulator.ts'
import type { Route } from '../src/http/route.ts'
import { backendRoutes, frontendRoutes, oauthRoutes, pageRoutes } from '../src/routes.ts'

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')

/** The text below a heading, up to the next one. */
const below = (heading: string): string => readme.split(`\n${heading}\n`)[1]?.split(/\n##+ /)[0] ?? ''

const toLines = (routes: readonly Route[]): readonly string[] => routes.map(({ methods, path }) => `${methods} ${path}`)

describe('README.md', () => {
  it.each([
    ['Browsers', frontendRoutes],
    ['Servers', backendRoutes],
    ['OAuth', oauthRoutes],
    ['Pages', pageRoutes],
  ])('lists what is emulated for %s, and nothing else (first-day 21)', (name, routes) => {
    const listed = new RegExp(`^# ${name}\\n((?:[A-Z ]+ /.*\\n)*)`, 'm').exec(below('## What answers'))?.[1] ?? ''
    expect(listed.trim().split('\n')).toEqual(toLines(routes))
  })

  it('is where a request that is not emulated is sent (first-day 21)', async () => {
    const answer = await createEmulator().fetch('http://127.0.0.1/v1/webhooks')
    expect(answer.status).toBe(501)
    expect(await answer.text()).toContain('The README of @postern/emulator lists what is, under \\"What answers\\".')
  })

  it('lists every action of the control API, and nothing else (first-day 21)', () => {
    const named = below('### Control over HTTP').split('`/__emu/`:')[1]?.split('. Fields')[0] ?? ''
    const outsideBrackets = named.replaceAll(/\([^)]*\)/g, '')
    expect([...outsideBrackets.matchAll(/`([^`]+)`/g)].map(([, name]) => name)).toEqual([...actions.keys()])
  })
})
