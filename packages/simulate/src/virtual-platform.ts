/**
 * The platform that core runs on, under virtual time: timers go off when the virtual clock is there, and one can wait for everything that the
 * code does at an instant.
 *
 * Cryptography runs beside the code, so what it still owes is counted; the rest ends before the next turn of the event loop. Hashes are made at
 * once: they are what is asked for most.
 */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { cancel, type Appointment, type VirtualTime } from './virtual-time.ts'

export interface VirtualPlatform {
  /** Something was started that may not have ended. */
  touch(): void
  /** Waits for what was started; null where nothing was. */
  settle(): Promise<void> | null
  /** Gives the real timers and the real cryptography back. */
  restore(): void
}

type Work = (...given: unknown[]) => Promise<unknown>

const COUNTED = ['importKey', 'verify', 'sign', 'encrypt', 'decrypt', 'deriveBits', 'deriveKey'] as const
/** How often one looks again after everything seemed to have ended: a body that is read takes turns of its own. */
const QUIET_TURNS = 2

/** Takes timers and cryptography over, until they are given back. One at a time. */
export function installVirtualPlatform(time: VirtualTime): VirtualPlatform {
  const { subtle } = crypto
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout }
  let isTouched = false
  let owed = 0

  const count = (name: (typeof COUNTED)[number]): void => {
    // Each of them takes what it takes and gives a promise, and that is all that counting needs to know.
    const work = subtle[name] as unknown as Work
    const counted: Work = async (...given) => {
      owed += 1
      try {
        return await Reflect.apply(work, subtle, given)
      } finally {
        owed -= 1
      }
    }
    Reflect.defineProperty(subtle, name, { value: counted, configurable: true })
  }
  COUNTED.forEach(count)
  Reflect.defineProperty(subtle, 'digest', { value: digestAtOnce, configurable: true })
  Reflect.set(globalThis, 'setTimeout', (run: () => void, delayMs = 0) =>
    time.after(delayMs, () => {
      isTouched = true
      run()
    }),
  )
  Reflect.set(globalThis, 'clearTimeout', (timer: Appointment | undefined) => timer !== undefined && cancel(timer))

  async function drain(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet = owed === 0 ? quiet + 1 : 0) await setImmediate()
    isTouched = false
  }

  return {
    touch() {
      isTouched = true
    },
    settle: () => (isTouched ? drain() : null),
    restore() {
      for (const name of [...COUNTED, 'digest']) Reflect.deleteProperty(subtle, name)
      Object.assign(globalThis, real)
    },
  }
}

async function digestAtOnce(algorithm: string, bytes: Uint8Array): Promise<ArrayBuffer> {
  const hash = createHash(algorithm.replace('-', '')).update(bytes).digest()
  return Uint8Array.from(hash).buffer
}
