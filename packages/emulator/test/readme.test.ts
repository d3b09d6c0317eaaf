/** The README against the tables that answer: a request that gets 501 is told that the list is there. */
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { actions } from '../src/control/actions.ts'
import { createEmulator } from '../src/create-emulator.ts'
import { routes } from '../src/routes.ts'

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')

/** The text below a heading, up to the next one. */
const below = (heading: string): string => readme.split(`\n${heading}\n`)[1]?.split(/\n##+ /)[0] ?? ''

describe('README.md', () => {
  it('leads to the list of what is emulated (first-day 21)', () => {
    expect(below('## What answers')).toContain('`GET /__emu/routes`')
  })

  it('leads to a list with every row, and nothing else (first-day 21)', async () => {
    const answer = await createEmulator().fetch('http://127.0.0.1/__emu/routes')
    const { routes: listed } = (await answer.json()) as { routes: readonly { methods: string; path: string }[] }
    expect(listed.map(({ methods, path }) => `${methods} ${path}`).toSorted()).toEqual(
      routes.map(({ methods, path }) => `${methods} ${path}`).toSorted(),
    )
  })

  it('and a request that is not emulated agree about that list (first-day 21)', async () => {
    const answer = await createEmulator().fetch('http://127.0.0.1/v1/webhooks')
    expect(answer.status).toBe(501)
    expect(await answer.text()).toContain('/__emu/routes lists what is.')
  })

  it('lists every action of the control API, and nothing else (first-day 21)', () => {
    const named = below('### Control over HTTP').split('`/__emu/`:')[1]?.split('. Fields')[0] ?? ''
    const outsideBrackets = named.replaceAll(/\([^)]*\)/g, '')
    expect([...outsideBrackets.matchAll(/`([^`]+)`/g)].map(([, name]) => name)).toEqual([...actions.keys()])
  })
})
