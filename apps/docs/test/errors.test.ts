import { readdirSync, readFileSync } from 'node:fs'
import { AuthError, type AuthErrorCode } from '@postern/core'
import { EXPIRED_REASON_PREFIX, REASON_ROWS, REASONS, REFRESH_REASONS, type ReasonRow } from '@postern/core/wire'
import { describe, expect, it } from 'vitest'
import { slugify } from '../.vitepress/slugify.ts'
import { toPackedPage } from '../../../packages/workspace/src/to-packed-page.ts'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

const page = read('../errors.md')

/** The text below each heading of a section that names one thing; the front of the name left out. By the name. */
const readSections = (title: string, depth: '###' | '####', front = ''): ReadonlyMap<string, string> => {
  const start = page.indexOf(`\n## ${title}\n`)
  const end = page.indexOf('\n## ', start + 1)
  const parts = page.slice(start, end < 0 ? undefined : end).split(/\n(?=#{3,4} )/)
  return new Map(
    parts.flatMap((part) => {
      const [heading = '', ...lines] = part.split('\n')
      const name = heading.slice(depth.length + 1 + front.length)
      return heading.startsWith(`${depth} ${front}`) ? [[name, lines.join('\n')] as const] : []
    }),
  )
}

/** What a label of a section is followed by. */
const readPart = (text: string | undefined, label: string): string =>
  new RegExp(`^\\*\\*${label}\\.\\*\\* (.+)$`, 'm').exec(text ?? '')?.[1] ?? ''

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
  const sections = readSections('Codes', '###')

  it('reads the codes from the source', () => {
    expect(codes).toContain('ERR_AUTH_PUBLISHABLE_KEY_MISSING')
    expect(codes.length).toBeGreaterThan(10)
  })
  it.each(codes)('%s has a cause and a cure', (code) => {
    expect(readPart(sections.get(code), 'Cause')).toMatch(/\w{3}/)
    expect(readPart(sections.get(code), 'Cure')).toMatch(/\w{3}/)
  })
  // The list is read from the source of the very type.
  it.each(codes)('%s has the anchor that its message names', (code) => {
    const [, place = ''] =
      /\(node_modules\/@postern\/core\/errors\.md#(\S+)\)$/.exec(new AuthError(code as AuthErrorCode, 'x').message) ??
      []
    expect(sections.has(code) && slugify(code)).toBe(place)
  })
  it('names no code that does not exist', () => {
    expect([...sections.keys()].filter((code) => !codes.includes(code))).toEqual([])
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
  const sections = readSections('Reasons', '####')
  const refreshReasons = REFRESH_REASONS.map((reason) => EXPIRED_REASON_PREFIX + reason)

  it.each([...REASONS, ...refreshReasons])('%s is explained, where a link finds it', (reason) => {
    expect(sections.get(reason)).toMatch(/^\n.*\w{3}/)
  })
  it.each(REASONS)('%s says what to do, or who is answered how', (reason) => {
    const text = sections.get(reason)
    expect(readPart(text, 'What to do') + readPart(text, 'Answer')).toMatch(/\w{3}/)
  })
  it.each(REASONS)('%s stands where the table has its place', (reason) => {
    const [who = 'state'] = REASON_ROWS[reason].by
    expect(
      page
        .slice(0, page.indexOf(`\n#### ${reason}\n`))
        .split('\n### ')
        .at(-1),
    ).toMatch(SECTIONS[who])
  })
  it('names no reason that does not exist', () => {
    const known = new Set<string>([...REASONS, ...refreshReasons])
    expect([...sections.keys()].filter((reason) => !known.has(reason))).toEqual([])
  })
})

describe('errors.md, what the log says', () => {
  const sections = readSections('What the log says', '###', 'Event ')
  const events = readEvents()

  it('reads the events from the sources', () => {
    expect(events).toEqual(expect.arrayContaining(['clock-skew', 'redirect-to-itself', 'middleware-missing']))
  })
  it.each(events)('%s is explained', (event) => {
    expect(sections.get(event)).toMatch(/^\n.*\w{3}/)
  })
  it('names no event that nobody reports', () => {
    expect([...sections.keys()].filter((event) => !sources.some((source) => source.includes(`'${event}'`)))).toEqual([])
  })
})

describe('errors.md, as core packs it', () => {
  it('is this page', () => {
    expect(read('../../../packages/core/errors.md')).toBe(toPackedPage(page))
    const { files } = JSON.parse(read('../../../packages/core/package.json')) as { readonly files: readonly string[] }
    expect(files).toContain('errors.md')
  })
  it('links to nothing that is not in it', () => {
    const places = [...toPackedPage(page).matchAll(/\]\(([^)]+)\)/g)].map(([, place = '']) => place)
    expect(places.filter((place) => !place.startsWith('#'))).toEqual([])
  })
})
