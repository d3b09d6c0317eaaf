import { readFileSync } from 'node:fs'
import { REASONS } from '@postern/core/wire'
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

const codes = readUnion('errors.ts', 'AuthErrorCode')
const refreshReasons = readUnion('wire/reasons.ts', 'RefreshReason')

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

describe('errors.md, reasons', () => {
  const rows = readRows('Reasons')

  it('reads the refresh reasons from the source', () => {
    expect(refreshReasons).toContain('fetch-error')
  })
  it.each([...REASONS, ...refreshReasons])('%s is explained', (reason) => {
    expect(rows.get(reason)?.[0]).toMatch(/\w{3}/)
  })
  it('names no reason that does not exist', () => {
    const known = new Set<string>([...REASONS, ...refreshReasons])
    expect([...rows.keys()].filter((reason) => !known.has(reason))).toEqual([])
  })
})
