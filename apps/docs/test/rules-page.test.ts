import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readConditions } from '../src/read-conditions.ts'
import { toRulesPage } from '../src/to-rules-page.ts'
import { toWords } from '../src/to-words.ts'

const core = fileURLToPath(new URL('../../../packages/core/src/', import.meta.url))
const sources = globSync('**/*.ts', { cwd: core })
  .filter((path) => !path.endsWith('.test.ts'))
  .map((path) => [path, readFileSync(core + path, 'utf8')] as const)

describe('handshake.md', () => {
  it('is what the tables say; else run `pnpm --filter @postern/docs run generate`', () => {
    expect(readFileSync(new URL('../handshake.md', import.meta.url), 'utf8')).toBe(toRulesPage())
  })

  it('has every table; those of values are about options, not about requests', () => {
    const tables = sources
      .filter(([path]) => !path.startsWith('values/'))
      .flatMap(([, source]) => [...source.matchAll(/^export const (\w+): (?:readonly Rule<|\w+Rules\b)/gm)])
      .map(([, name = '']) => name)
    const page = ['rule', 'token']
      .map((name) => readFileSync(new URL(`../src/${name}-sections.ts`, import.meta.url), 'utf8'))
      .join('\n')
    expect(tables.length).toBeGreaterThan(15)
    expect(tables.filter((name) => !page.includes(`rules: ${name},`))).toEqual([])
  })

  it('names all that a trace can hold: nobody but the reader of tables writes one', () => {
    const writers = sources.filter(([, source]) => /\btrace\??\.push\(|\[\.\.\.\w*\.?trace, /.test(source))
    expect(writers.map(([path]) => path)).toEqual(['foundation/rule.ts'])
  })
})

describe('readConditions', () => {
  it('reads what stands between the name and the outcome', () => {
    const source = [
      'export const rules: readonly Rule<A, B>[] = [',
      "  ['first-row',  s => s.a && !s.b?.c,            travel('x', 'y')],",
      "  ['second-row', (f) => f.d !== 'e, f' || g(f.h, 1), 'out'],",
      "  ['last-row',   always,  { kind: 'z' }],",
      ']',
    ].join('\n')
    expect([...readConditions(source)]).toEqual([
      ['first-row', 'a && !b?.c'],
      ['second-row', "d !== 'e, f' || g(h, 1)"],
      ['last-row', 'always'],
    ])
  })
})

describe('toWords', () => {
  const words = {
    a: ['it is a', 'it is no a'],
    "b === 'c && d'": ['b is c', 'b is not c'],
    'e(f, 1)': ['e', 'no e'],
  } as const

  it.each([
    ['always', 'otherwise'],
    ['a', 'it is a'],
    ['!a', 'it is no a'],
    ["b === 'c && d' && a", 'b is c; it is a'],
    ["b !== 'c && d' || e(f, 1)", 'b is not c, or e'],
    ["a && (b === 'c && d' || !e(f, 1))", 'it is a; either b is c, or no e'],
  ])('says %j', (condition, text) => {
    expect(toWords(condition, words, new Set())).toBe(text)
  })

  it('says which part has no words', () => {
    expect(() => toWords('a && !z', words, new Set())).toThrow('No words for `z`')
  })
})
