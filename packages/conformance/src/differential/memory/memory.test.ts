/**
 * Ours and ours, asked what the vendor's is asked elsewhere. One remembers, from one question to the next; the other is made anew for each and
 * remembers nothing. They answer alike, and the first calls the provider less.
 *
 * @see rulings.md D5, D11; performance.md
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawCase, type Case } from '../case.ts'
import { compareKind, FACTOR, holdStill, letGo, listSeeds } from '../compare-kind.ts'
import { drawMachine } from '../machine/draw-machine.ts'
import { askOurs as askAboutMachine, type MachineOutcome } from '../machine/machine-outcome.ts'
import { startMachineProvider } from '../machine/machine-provider.ts'
import { askOurs, createMemory, type Memory, type Outcome } from '../outcome.ts'
import { createOwnKey } from '../own-key.ts'
import { startProvider } from '../provider.ts'
import { createRandom } from '../random.ts'
import { prepareStock } from '../stock.ts'

const CASES = 1000
const MACHINE_CASES = 1500
const toForgetful = (): Memory =>
  createMemory({ tokenCacheMaxEntries: 0, machineTokenCacheInMs: 0, skipJwksCache: true })

/** What was asked, and what both answer. A memory saves calls, so these do not count; how many there were is told apart. */
function toAnswer(answer: Outcome | MachineOutcome): object {
  return { ...answer, calls: null }
}

/** What became of a handshake is remembered so that the browser's next visit is answered otherwise. All cases are of one browser. */
function bringsHandshake({ about }: Case): boolean {
  return Object.keys(about).some((name) => /handshake|nonce/.test(name))
}

/** Another order, the same in every run. */
function shuffle<T>(values: readonly T[], seed: number): readonly T[] {
  const random = createRandom(seed)
  return values
    .map((value) => ({ value, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value)
}

describe('ours, and ours without a memory', () => {
  beforeAll(holdStill)
  afterAll(letGo)

  it.each([
    ['development', 1],
    ['production', 2],
  ] as const)(`answer ${CASES} requests alike in %s, each twice`, async (instanceType, salt) => {
    const provider = await startProvider(instanceType)
    try {
      const stock = await prepareStock(provider)
      const cases = listSeeds(CASES, salt).map((seed) => drawCase(createRandom(seed), stock))
      const remembering = createMemory({})
      const run = await compareKind({
        cases: [...cases, ...shuffle(cases, salt)],
        async askVendor(given) {
          provider.startCase()
          return toAnswer(await askOurs(provider, given, toForgetful()))
        },
        askOurs: async (given) =>
          toAnswer(await askOurs(provider, given, bringsHandshake(given) ? createMemory({}) : remembering)),
        differences: [],
        describe: ({ about }) => about,
      })
      expect(run.unexplained).toEqual([])
      expect(run.compared).toBe(2 * CASES * FACTOR)
    } finally {
      await provider.close()
    }
  })

  it(`judge ${MACHINE_CASES} machine tokens alike, each twice`, async () => {
    const provider = await startMachineProvider()
    try {
      const key = createOwnKey()
      const calls = { remembering: 0, forgetful: 0 }
      const run = await compareKind({
        cases: listSeeds(MACHINE_CASES, 6).map(drawMachine),
        async askVendor(given) {
          const answers = [await askAboutMachine(key, provider, given, toForgetful())]
          answers.push(await askAboutMachine(key, provider, given, toForgetful()))
          calls.forgetful += answers.flatMap((answer) => answer.calls).length
          return { answers: answers.map(toAnswer) }
        },
        async askOurs(given) {
          // The provider changes its mind from one case to the next.
          const memory = createMemory({})
          const answers = [await askAboutMachine(key, provider, given, memory)]
          answers.push(await askAboutMachine(key, provider, given, memory))
          calls.remembering += answers.flatMap((answer) => answer.calls).length
          return { answers: answers.map(toAnswer) }
        },
        differences: [],
        describe: ({ acceptsToken, audience, token, answerName }) => ({ acceptsToken, audience, token, answerName }),
      })
      expect(run.unexplained).toEqual([])
      expect(run.compared).toBe(MACHINE_CASES * FACTOR)
      expect(calls.remembering).toBeLessThan(0.8 * calls.forgetful)
    } finally {
      await provider.close()
    }
  })
})
