/** What adapters may hold: translation, and nothing of the protocol. Read from their sources. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as wire from '@postern/core/wire'
import { describe, expect, it } from 'vitest'

const ADAPTERS = ['next', 'hono', 'fetch'] as const

interface Source {
  readonly path: string
  readonly text: string
}

function readSources(adapter: string): readonly Source[] {
  const root = fileURLToPath(new URL(`../../../${adapter}/src/`, import.meta.url))
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => ({ path: `${adapter}/${path}`, text: readFileSync(root + path, 'utf8') }))
}

/** Without comments; they may name whatever they explain. */
const toCode = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')

const toLiterals = (text: string): readonly string[] =>
  [...toCode(text).matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].flatMap(
    ([, single, double, template]) => [
      single ?? double ?? template ?? '',
      // What stands in a template between braces may hold literals of its own.
      ...[...(template ?? '').matchAll(/\$\{([^}]*)\}/g)].flatMap(([, inner]) => toLiterals(inner ?? '')),
    ],
  )

const toImports = (text: string): readonly string[] =>
  [...toCode(text).matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) => name ?? '')

/** Every text that the wire room gives a name, cookies, headers, parameters, reasons. */
const wireTexts = new Set(
  Object.values<unknown>(wire)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter((value): value is string => typeof value === 'string' && value.length > 3),
)
/** Spellings that only the protocol has, whether or not they are whole names. */
const WIRE_SPELLING = /__clerk|__session|__client_uat|__refresh|__dev_session|x-clerk|x-postern|x_clerk/i
/** Words of the public surface, or of an adapter's own types, that happen to stand on the wire too. */
const PUBLIC_WORDS = new Set([
  'session_token',
  'api_key',
  'm2m_token',
  'oauth_token',
  'signed-in',
  'signed-out',
  'unsealed',
])

function findWireTexts(text: string): readonly string[] {
  return toLiterals(text).filter(
    (literal) => !PUBLIC_WORDS.has(literal) && (wireTexts.has(literal) || WIRE_SPELLING.test(literal)),
  )
}

describe.each(ADAPTERS)('packages/%s/src', (adapter) => {
  const sources = readSources(adapter)

  it('spells nothing of the wire itself', () => {
    expect(sources.length).toBeGreaterThan(4)
    const found = sources.flatMap(({ path, text }) => findWireTexts(text).map((literal) => `${path}: ${literal}`))
    expect(found).toEqual([])
  })

  it('imports core by its public entries, and no cryptography of its own', () => {
    const foreign = sources.flatMap(({ path, text }) =>
      toImports(text)
        // What reads a finished build is a tool for Node.
        .filter((name) => !(path.startsWith('next/build-check/') && name.startsWith('node:')))
        .filter((name) => !/^(\.\.?\/|@postern\/core(\/[a-z-]+)?$|@postern\/fetch$|next\/|hono($|\/))/.test(name))
        .map((name) => `${path}: ${name}`),
    )
    expect(foreign).toEqual([])
    const crypto = sources.filter(({ text }) => /\bcrypto\b|\bsubtle\b|\batob\(|\bbtoa\(/.test(toCode(text)))
    // It authenticates entries of a store that others can write to, and nothing of the protocol.
    expect(crypto.map(({ path }) => path).filter((path) => path !== 'fetch/create-key-store.ts')).toEqual([])
  })

  it('decides nothing: no table of rules, no reason of its own, one switch on the decision', () => {
    const code = sources.map(({ text }) => toCode(text)).join('\n')
    expect(code).not.toMatch(/\b(firstMatch|firstOutcome|Rule<)/)
    expect(code).not.toMatch(/\breason:\s*'/)
    expect(code.match(/case 'redirect':/g) ?? []).toHaveLength(1)
    expect(code.match(/case 'deny':/g) ?? []).toHaveLength(1)
  })

  it('keeps what reads a finished build out of applications', () => {
    const inside = sources.filter(({ path }) => !/^next\/(?:build-check\/|check(?:-cli)?\.ts$)/.test(path))
    const reached = inside.flatMap(({ path, text }) =>
      toImports(text)
        .filter((name) => /\/build-check\/|\/check(?:-cli)?\.ts/.test(name))
        .map((name) => `${path}: ${name}`),
    )
    // Development loads it when it is needed; a build for production drops the line.
    expect(reached.filter((line) => !line.endsWith('/tell-in-development.ts'))).toEqual([])
  })

  it('has no file longer than 200 lines', () => {
    expect(sources.filter(({ text }) => text.split('\n').length > 201).map(({ path }) => path)).toEqual([])
  })
})

describe('packages/store/src', () => {
  const sources = readSources('store')

  it('knows nothing of the wire, and of core what it implements', () => {
    expect(sources.length).toBeGreaterThan(6)
    expect(sources.flatMap(({ text }) => findWireTexts(text))).toEqual([])
    const foreign = sources.flatMap(({ text }) =>
      toImports(text).filter((name) => !/^(\.\/|@postern\/core(\/wire)?$)/.test(name)),
    )
    expect(foreign).toEqual([])
  })

  it('has one file that encrypts', () => {
    const crypto = sources.filter(({ text }) => /\bcrypto\b|\bsubtle\b|\batob\(|\bbtoa\(/.test(toCode(text)))
    expect(crypto.map(({ path }) => path)).toEqual(['store/seal-entry.ts'])
  })

  it('has no file longer than 200 lines', () => {
    expect(sources.filter(({ text }) => text.split('\n').length > 201).map(({ path }) => path)).toEqual([])
  })
})

describe('this test', () => {
  it.each([
    ["const a = 'x-clerk-auth-status'", ['x-clerk-auth-status']],
    ['const a = `${b}__session_${c}`', ['${b}__session_${c}']],
    ["headers.get('sec-fetch-dest')", ['sec-fetch-dest']],
    ["// 'x-clerk-auth-status'", []],
    ["/** `__session` */ const a = 'else'", []],
  ])('finds in %s %j', (text, found) => {
    expect(findWireTexts(text)).toEqual(found)
  })
})
