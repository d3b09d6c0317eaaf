import { describe, expect, it } from 'vitest'
import { fakePorts } from '../../test/mint.ts'
import { readNowMs, toPorts } from './ports.ts'

describe('toPorts', () => {
  it('takes what is given and the platform’s for the rest', () => {
    const { clock } = fakePorts().ports
    const ports = toPorts({ clock })
    expect(ports.clock).toBe(clock)
    expect(ports.keys).toBeNull()
    expect(Math.abs(toPorts({}).clock.nowMs() - Date.now())).toBeLessThan(60_000)
  })

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('injected')
      },
    ],
    ['rejects', () => Promise.reject(new Error('injected'))],
    ['never settles', () => new Promise(() => {})],
  ])('makes a log and a waitUntil harmless that %s', async (_, fail) => {
    const ports = toPorts({ log: fail as () => void, waitUntil: fail as () => void })
    expect(() => ports.log({ level: 'warn', event: 'x', message: 'x' })).not.toThrow()
    expect(() => ports.waitUntil(Promise.resolve())).not.toThrow()
    await Promise.resolve()
  })
})

describe('readNowMs', () => {
  it('is NaN when the clock throws', () => {
    expect(readNowMs({ clock: { nowMs: () => 5 } })).toBe(5)
    const broken = {
      nowMs: () => {
        throw new Error('injected')
      },
    }
    expect(readNowMs({ clock: broken })).toBeNaN()
  })
})
