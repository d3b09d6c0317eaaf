import { describe, expect, it } from 'vitest'
import { GROWTHS, PARTS, readArguments } from './read-arguments.ts'

const read = (text: string): ReturnType<typeof readArguments> => readArguments(text === '' ? [] : text.split(' '))

describe('readArguments', () => {
  it('measures everything but the slow part when nothing is asked', () => {
    const parts = PARTS.filter((name) => name !== 'next')
    expect(read('')).toEqual({
      parts,
      growths: null,
      against: null,
      runs: 1,
      isAll: false,
      isWritten: false,
      isApart: false,
    })
  })

  it('measures everything, twice, and keeps it', () => {
    const expected = {
      parts: PARTS,
      growths: null,
      against: null,
      runs: 2,
      isAll: true,
      isWritten: true,
      isApart: false,
    }
    expect(read('--all --runs 2 --write')).toEqual(expected)
  })

  it('measures the named parts, in the order in which parts run', () => {
    expect(read('--only hono,node')?.parts).toEqual(['node', 'hono'])
  })

  it.each([
    ['--growth', GROWTHS],
    ['--growth --write', GROWTHS],
    ['--growth keys,patterns', ['patterns', 'keys']],
    ['--growth memory --write', 'memory'],
  ])('lets grow what is asked: %s', (text, growths) => {
    expect(read(text)?.growths).toEqual(growths)
  })

  it.each([
    ['an option that nobody knows', '--fast'],
    ['a part that nobody knows', '--only node,deno'],
    ['a growth that nobody knows', '--growth patterns,time'],
    ['no runs', '--runs 0'],
    ['half a run', '--runs 1.5'],
    ['keeping a part of the figures', '--only node --write'],
    ['keeping figures without the slow part', '--write'],
    ['keeping a part of the growth', '--growth keys --write'],
  ])('refuses %s', (_what, text) => {
    expect(read(text)).toBeNull()
  })
})
