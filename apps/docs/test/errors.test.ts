import { readdirSync, readFileSync } from 'node:fs'
import { REASON_ROWS, REASONS, REFRESH_REASONS, type ReasonRow } from '@postern/core/wire'
import { describe, expect, it } from 'vitest'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

const page = read('../errors.md')

/** The rows of every table of a section: first cell without its backticks → the other cells. */
const readRows = (section: string): ReadonlyMap<string, readonly string[]> => {
  const start = page.indexOf(`\n## ${section}\n`)
  const end = page.indexOf('\n## ', start + 1)
  const lines = page.slice(start, end < 0 ? undefined : end).split('\n')
  return new Map(
    lines.flatMap((line) => {
      const [, name, rest] = /^\| `([^`]+)` *\|(.*)\|$/.exec(line) ?? []
      return name === undefined || rest === undefined
        ? []
        : [[name, rest.split('|').map((cell) => cell.trim())] as const]
    }),
  )
}

/** The members of a string union type, read from core's source: types leave no trace in what is built. */
const readUnion = (file: string, type: string): readonly string[] => {
  const source = read(`../../../packages/core/src/${file}`)
  const [, body = ''] = new RegExp(`export type ${type} =([\\s\\S]*?)\\n(?:\\n|export|/\\*\\*)`).exec(source) ?? []
  return [...body.matchAll(/'([^']+)'/g)].map(([, member = '']) => member)
}

/** Everything that reports to the log. */
const sources = ['core', 'fetch', 'hono', 'next', 'store'].flatMap((name) => {
  const folder = `../../../packages/${name}/src/`
  return readdirSync(new URL(folder, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('.test.'))
    .map((path) => read(folder + path.replaceAll('\\', '/')))
})

const readEvents = (): readonly string[] => [
  ...new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/(?:event: |tell\(instance, )'([a-z-]+)'/g)].map(([, event = '']) => event),
    ),
  ),
]

const codes = readUnion('foundation/auth-error.ts', 'AuthErrorCode')

describe('errors.md, codes', () => {
  const rows = readRows('Codes')

  it('reads the codes from the source', () => {
    expect(codes).toContain('ERR_AUTH_PUBLISHABLE_KEY_MISSING')
    expect(codes.length).toBeGreaterThan(10)
  })
  it.each(codes)('%s has a cause and a cure', (code) => {
    const [cause, cure] = rows.get(code) ?? []
    expect(cause).toMatch(/\w{3}/)
    expect(cure).toMatch(/\w{3}/)
  })
  it('names no code that does not exist', () => {
    expect([...rows.keys()].filter((code) => !codes.includes(code))).toEqual([])
  })
})

/** Headings, by who gives a reason. A machine's are explained with the tokens'. */
const SECTIONS: Readonly<Record<ReasonRow['by'][number], RegExp>> = {
  state: /^Why a browser travels or a visitor is signed out\n/,
  token: /^Why a token is not accepted\n/,
  machine: /^Why a token is not accepted\n/,
  refusal: /^Why a visitor is refused\n/,
}

describe('errors.md, reasons', () => {
  const rows = readRows('Reasons')

  it.each([...REASONS, ...REFRESH_REASONS])('%s is explained', (reason) => {
    expect(rows.get(reason)?.[0]).toMatch(/\w{3}/)
  })
  it.each(REASONS)('%s stands where the table has its place', (reason) => {
    const [who = 'state'] = REASON_ROWS[reason].by
    expect(
      page
        .slice(0, page.indexOf(`\n| \`${reason}\``))
        .split('\n### ')
        .at(-1),
    ).toMatch(SECTIONS[who])
  })
  it('names no reason that does not exist', () => {
    const known = new Set<string>([...REASONS, ...REFRESH_REASONS])
    expect([...rows.keys()].filter((reason) => !known.has(reason))).toEqual([])
  })
})

describe('errors.md, what the log says', () => {
  const rows = readRows('What the log says')
  const events = readEvents()

  it('reads the events from the sources', () => {
    expect(events).toEqual(expect.arrayContaining(['clock-skew', 'redirect-to-itself', 'middleware-missing']))
  })
  it.each(events)('%s is explained', (event) => {
    expect(rows.get(event)?.[0]).toMatch(/\w{3}/)
  })
  it('names no event that nobody reports', () => {
    expect([...rows.keys()].filter((event) => !sources.some((source) => source.includes(`'${event}'`)))).toEqual([])
  })
})
