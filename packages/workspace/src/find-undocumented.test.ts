import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findUndocumented } from './find-undocumented.ts'

let folder = ''
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A package with these sources; its only entry is `src/index.ts`. */
const count = (files: Readonly<Record<string, readonly string[]>>): { total: number; missing: readonly string[] } => {
  folder = mkdtempSync(join(tmpdir(), 'docstrings-'))
  mkdirSync(join(folder, 'src'))
  const options = { module: 'nodenext', strict: true, noEmit: true, allowImportingTsExtensions: true, types: [] }
  const all = {
    'package.json': [
      JSON.stringify({ type: 'module', exports: { '.': { types: './dist/index.d.ts' }, './package.json': './p' } }),
    ],
    'tsconfig.json': [JSON.stringify({ compilerOptions: options, include: ['src'] })],
    ...files,
  }
  for (const [name, lines] of Object.entries(all)) writeFileSync(join(folder, name), lines.join('\n'))
  const { total, missing } = findUndocumented(folder)
  return { total, missing: missing.map(({ file, line, name }) => `${file}:${line} ${name}`) }
}

describe('findUndocumented', () => {
  it('names an export without a docstring, and only that', () => {
    expect(
      count({
        'src/index.ts': ['', '/** Told. */', 'export const told = 1', 'export const untold = 2', 'const hidden = 3'],
      }),
    ).toEqual({ total: 2, missing: ['src/index.ts:4 untold'] })
  })

  it('takes a comment that begins a file for one of the file, unless the file is one thing', () => {
    expect(
      count({
        'src/index.ts': ['/** Many things. */', '', 'export const first = 1', "export * from './one.ts'"],
        'src/one.ts': ['/** One thing. */', 'export const one = 1'],
      }),
    ).toEqual({ total: 2, missing: ['src/index.ts:3 first'] })
  })

  it('names a field of an interface and of a type literal, however deep', () => {
    const source = [
      '',
      '/** Told. */',
      'export interface Options {',
      '  /** Told. */',
      '  readonly told: string',
      '  readonly untold: string',
      '  // A plain comment is no docstring.',
      '  readonly inner?: { readonly deep: number }',
      '}',
      '/** Told. */',
      'export type Pair = { readonly left: string }',
    ]
    expect(count({ 'src/index.ts': source }).missing).toEqual([
      'src/index.ts:6 Options.untold',
      'src/index.ts:8 Options.inner',
      'src/index.ts:8 Options.inner.deep',
      'src/index.ts:11 Pair.left',
    ])
  })

  it('names a method, and leaves out what is private and what a function does inside', () => {
    const source = [
      '',
      '/** Told. */',
      'export class Box {',
      '  #own = 1',
      '  private other = 2',
      '  open(): void {}',
      '}',
      '/** Told. */',
      'export function make(options: { readonly size: number }): number {',
      '  interface Inside { readonly field: string }',
      "  const inside: Inside = { field: '' }",
      '  return options.size + inside.field.length',
      '}',
    ]
    expect(count({ 'src/index.ts': source }).missing).toEqual(['src/index.ts:6 Box.open', 'src/index.ts:9 make.size'])
  })

  it('follows re-exports to where a thing is declared', () => {
    expect(
      count({
        'src/index.ts': ["export { inner as outer } from './inner.ts'", "export type * from './types.ts'"],
        'src/inner.ts': ['', 'export const inner = 1'],
        'src/types.ts': ['export type Untold = string'],
      }).missing,
    ).toEqual(['src/inner.ts:2 inner', 'src/types.ts:1 Untold'])
  })

  it('counts fields that come from a type that is not exported', () => {
    const source = [
      'interface Base { readonly id: string }',
      '/** Told. */',
      'export interface Derived extends Base {}',
      'interface Part { readonly size: number }',
      '/** Told. */',
      'export type Whole = Partial<Part>',
      'interface Elsewhere { readonly untold: string }',
      '/** What a field is made of is no field of its own. */',
      'export interface Holder {',
      '  /** Told. */',
      '  readonly held: Elsewhere',
      '}',
    ]
    expect(count({ 'src/index.ts': source }).missing).toEqual(['src/index.ts:1 Base.id', 'src/index.ts:4 Part.size'])
  })

  it('wants one docstring for a union of literals, and one for each overload that callers see', () => {
    const source = [
      '',
      '/** Told. */',
      "export type Size = 'small' | 'large'",
      '/** Told. */',
      'export function read(text: string): string',
      'export function read(size: number): number',
      'export function read(value: string | number): string | number {',
      '  return value',
      '}',
    ]
    expect(count({ 'src/index.ts': source })).toEqual({ total: 3, missing: ['src/index.ts:6 read'] })
  })

  it('names members of an object that is exported, but no rows of a table', () => {
    const source = [
      '',
      '/** Told. */',
      'export const Level = {',
      '  /** Told. */',
      '  LOW: 1,',
      '  HIGH: 2,',
      "  'found-by-text': { untold: 3 },",
      '} as const',
    ]
    expect(count({ 'src/index.ts': source })).toEqual({ total: 3, missing: ['src/index.ts:6 Level.HIGH'] })
  })

  it('takes neither an empty comment for a docstring, nor that of another constant', () => {
    const source = ['', '/** */', 'export const empty = 1', '/** Told. */', 'export const first = 1, second = 2']
    expect(count({ 'src/index.ts': source }).missing).toEqual(['src/index.ts:3 empty', 'src/index.ts:5 second'])
  })

  it('fails where an entry has no source, for then nothing would be counted', () => {
    expect(() => count({ 'src/other.ts': [''] })).toThrow('index.ts exports nothing')
  })
})
