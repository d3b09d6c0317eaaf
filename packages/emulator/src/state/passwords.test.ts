import { describe, expect, it } from 'vitest'
import { createRandom } from '../create-random.ts'
import { isPassword, toPasswordRecord } from './passwords.ts'

describe('toPasswordRecord', () => {
  it('keeps what nobody can read back, and another text each time', async () => {
    const random = createRandom(null)
    const [one, other] = [
      await toPasswordRecord(random, 'twelve apples'),
      await toPasswordRecord(random, 'twelve apples'),
    ]
    expect(JSON.stringify(one)).not.toContain('apples')
    expect(one).not.toEqual(other)
  })
})

describe('isPassword', () => {
  it.each([
    ['twelve apples', true],
    ['twelve apple', false],
    ['', false],
  ])('judges %j', async (text, isRight) => {
    expect(await isPassword(await toPasswordRecord(createRandom(null), 'twelve apples'), text)).toBe(isRight)
  })

  it('compares with what a seed wrote', async () => {
    expect(await isPassword({ kind: 'plain', text: 'seeded word' }, 'seeded word')).toBe(true)
  })

  it('takes no digest of another hasher', async () => {
    expect(await isPassword({ kind: 'foreign', hasher: 'bcrypt', digest: 'x' }, 'x')).toBe(false)
  })
})
