import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { remember } from './remember.ts'

describe('remember', () => {
  it('asks once, and gives what is known without a promise', async () => {
    const ask = vi.fn((question: string) => Promise.resolve(question.length))
    const find = remember(async (question) => ({ length: await ask(question) }), 4)
    const first = await find('token')
    expect(first).toEqual({ length: 5 })
    expect(find('token')).toBe(first)
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('knows an empty answer from none', async () => {
    const ask = vi.fn(() => Promise.resolve(''))
    const find = remember(ask, 4)
    expect([await find('a'), await find('a')]).toEqual(['', ''])
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('forgets failures, and the oldest answer where there are too many', async () => {
    const ask = vi.fn((question: string) => Promise.resolve(question))
    const find = remember(ask, 2)
    ask.mockRejectedValueOnce(new Error('The platform cannot.'))
    await expect(find('a')).rejects.toThrow('The platform cannot.')
    for (const question of ['a', 'b', 'c']) expect(await find(question)).toBe(question)
    expect(find('b')).toBe('b')
    expect(find('c')).toBe('c')
    expect(find('a')).toBeInstanceOf(Promise)
  })

  it('never gives the answer to another question, whatever is asked in which order', async () => {
    const questions = fc.array(fc.string({ maxLength: 3 }), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(questions, fc.integer({ min: 1, max: 4 }), async (asked, max) => {
        const find = remember((question) => Promise.resolve(`answer to ${question}`), max)
        const answers = []
        for (const question of asked) answers.push(await find(question))
        expect(answers).toEqual(asked.map((question) => `answer to ${question}`))
      }),
    )
  })
})
