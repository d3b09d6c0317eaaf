/**
 * Hand-over entry. Hand-overs of one middleware → seals. Waits for the platform's cryptography where a hand-over is new.
 *
 * A page and what it loads in advance ask for the same thing several times within moments, and so does whoever presses reload. Such requests
 * get one seal, for much less than the time it is believed.
 *
 * @see decisions.md 3
 */
import { remember } from './remember.ts'
import type { HandoverToSeal } from './seal-handover.ts'
import { sealHandover, toTokenHash } from './seal-handover.ts'
import type { SealingKeySource } from './sealing-key.ts'

/** How long a seal is handed out again, in milliseconds, counted from its making. */
const SEAL_REUSE_MS = 5_000
/** Seals that are kept. */
const MAX_SEALS = 512
/** Hashes of tokens that are kept, 32 bytes each beside their token. */
const MAX_HASHES = 512

/** Seals a hand-over. Rejects where the platform's cryptography fails: nothing may be handed over then. */
export type HandoverSealer = (handover: Omit<HandoverToSeal, 'key'>) => string | Promise<string>

interface KnownSeal {
  readonly seal: string
  /** Milliseconds since the Unix epoch. */
  readonly madeAtMs: number
}

/**
 * Seals with one key. A seal is given again only for exactly what is in it: token, method, path, host, instance and contents. Failures are
 * not kept, nor is anything of a machine token, which may live for years.
 */
export function createHandoverSealer(readKey: SealingKeySource): HandoverSealer {
  // By age: a seal that is replaced goes to the end.
  const seals = new Map<string, KnownSeal>()
  const hashToken = remember(toTokenHash, MAX_HASHES)

  async function makeSeal(handover: Omit<HandoverToSeal, 'key'>, id: string): Promise<string> {
    const seal = await sealHandover({ ...handover, key: await readKey() }, hashToken)
    seals.delete(id)
    seals.set(id, { seal, madeAtMs: handover.nowMs })
    for (const oldest of seals.keys()) {
      if (seals.size <= MAX_SEALS) break
      seals.delete(oldest)
    }
    return seal
  }

  return ({ nowMs, ...sealed }) => {
    if (sealed.contents.machineAuth !== null) return sealAlone({ ...sealed, nowMs })
    const id = JSON.stringify(sealed)
    const known = seals.get(id)
    return known !== undefined && isRecent(known, nowMs) ? known.seal : makeSeal({ ...sealed, nowMs }, id)
  }

  async function sealAlone(handover: Omit<HandoverToSeal, 'key'>): Promise<string> {
    return sealHandover({ ...handover, key: await readKey() })
  }
}

/** Never for a clock that runs backwards, or has failed. */
function isRecent({ madeAtMs }: KnownSeal, nowMs: number): boolean {
  return nowMs >= madeAtMs && nowMs - madeAtMs < SEAL_REUSE_MS
}
