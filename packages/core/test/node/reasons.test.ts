import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { EXPIRED_REASON_PREFIX, REASON_ROWS, REASONS, REFRESH_REASONS } from '../../src/wire/reasons.ts'

const root = fileURLToPath(new URL('../../src', import.meta.url))
const source = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && path !== 'wire/reasons.ts')
  .map((path) => readFileSync(`${root}/${path}`, 'utf8'))
  .join('\n')
  // A type names a reason and gives none.
  .replaceAll(/^ *readonly reason: .*$/gm, '')

/** Whether the source hands a reason on: as an argument, as the field, by a name, as what is returned or chosen. To list or to compare it is not enough. */
const isGiven = (reason: string, text: string = source): boolean =>
  new RegExp(String.raw`(?:\(\s*|\breason: |Reason = |\?\? |\breturn |[?:] )'${reason}'`).test(text)

describe('REASONS', () => {
  it('holds every row of the table once', () => {
    expect(REASONS).toEqual(Object.keys(REASON_ROWS))
    expect(REASONS.length).toBeGreaterThan(30)
  })

  it.each([...REASONS, ...REFRESH_REASONS])('is given by somebody: %s', (reason) => {
    expect(isGiven(reason)).toBe(true)
  })

  it('finds that nobody gives what is only listed or compared', () => {
    const listed = "const LIST = ['a-reason', 'b-reason']\nif (reason === 'a-reason' || reason !== 'b-reason')"
    expect(['a-reason', 'b-reason'].filter((reason) => isGiven(reason, listed))).toEqual([])
    expect(isGiven('a-reason', "fail('a-reason')")).toBe(true)
  })

  it('gives every reason somebody who gives it, and a whole sentence or none', () => {
    for (const { by, message } of Object.values(REASON_ROWS)) {
      expect(by.length).toBeGreaterThan(0)
      expect(message).toMatch(/^(?:[A-Z].*\.)?$/)
    }
  })

  it('has no reason that looks like that of an expired session', () => {
    expect(REASONS.filter((reason) => reason.startsWith(EXPIRED_REASON_PREFIX))).toEqual([])
  })
})
