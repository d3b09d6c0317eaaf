/**
 * The vendor's middleware for Next and for Hono, unmodified, against an emulator that listens on loopback, and ours with the same options
 * and the same requests: both get there, and on the same way.
 *
 * @see emulator.md 6
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { journeys, type Journey } from './journeys.ts'
import { programs } from './programs.ts'
import { START_MS, startSite, type Time } from './site.ts'
import { type StackName, stacks } from './stacks.ts'

const time: Time = { nowMs: () => Date.now(), advance: (ms) => vi.setSystemTime(Date.now() + ms) }

// The vendor's packages know no clock but the process's.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START_MS })
})
afterEach(() => {
  vi.useRealTimers()
})

async function travel(name: StackName, journey: Journey): Promise<readonly string[]> {
  vi.setSystemTime(START_MS)
  const site = await startSite(stacks[name], time, journey.site)
  try {
    return await journey.run(site)
  } finally {
    await site.close()
  }
}

describe.each([
  ['@clerk/nextjs', 'vendor next', 'our next'],
  ['@clerk/hono', 'vendor hono', 'our hono'],
] as const)('%s', (_, vendor, ours) => {
  it.each([...journeys, ...programs].map((journey) => [journey.name, journey] as const))(
    '%s',
    async (_name, journey) => {
      const expected = await travel(vendor, journey)
      expect(findInOrder(expected.join('\n'), journey.passes), expected.join('\n')).toBeNull()
      expect(await travel(ours, journey)).toEqual(expected)
    },
  )
})

/** The first text that is not found after those before it; null when all are. */
function findInOrder(text: string, wanted: readonly string[]): string | null {
  let at = 0
  for (const one of wanted) {
    const found = text.indexOf(one, at)
    if (found === -1) return one
    at = found + one.length
  }
  return null
}
