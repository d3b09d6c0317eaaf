/**
 * Hand-over entry. Hand-overs of one middleware → seals. Waits for the platform's cryptography where a hand-over is new.
 *
 * A page and what it loads in advance ask for the same thing several times within moments, and so does whoever presses reload. Such requests
 * get one seal, for much less than the time it is believed.
 *
 * @see rulings.md 3
 */
import { isSameJson } from './is-same-json.ts'
import { remember } from './remember.ts'
import type { HandoverToSeal } from './seal-handover.ts'
import { sealHandover, toTokenHash } from './seal-handover.ts'
import type { SealingKeySource } from './sealing-key.ts'

/** How long a seal is handed out again, in milliseconds, counted from its making. */
const SEAL_REUSE_MS = 5_000
/** Seals that are kept, and the longest of them in characters: those of ordinary pages, and no more memory than a client may ask for. */
const MAX_SEALS = 128
const MAX_SEAL_CHARS = 4_096
/** Hashes of tokens that are kept, 32 bytes each beside their token. */
const MAX_HASHES = 512
/** End of a token that, with the path, finds a seal. Cheaper to look up than all that is sealed, which is compared afterwards. */
const TAIL_CHARS = 32

/** Everything that is sealed but the time. */
export type SealableHandover = Omit<HandoverToSeal, 'key' | 'nowMs'>

/**
 * Seals a hand-over. Rejects where the platform's cryptography fails: nothing may be handed over then.
 *
 * @param nowMs Milliseconds since the Unix epoch.
 */
export type HandoverSealer = (handover: SealableHandover, nowMs: number) => string | Promise<string>

interface KnownSeal {
  readonly handover: SealableHandover
  readonly seal: string
  /** Milliseconds since the Unix epoch. */
  readonly madeAtMs: number
}

/**
 * Seals with one key. A seal is given again only for exactly what is in it: token, method, path, host, instance and contents. Failures are
 * not kept, nor is anything of a machine token, which may live for years.
 */
export function createHandoverSealer(readKey: SealingKeySource): HandoverSealer {
  const seals = new Map<string, KnownSeal>()
  const rememberHash = remember(toTokenHash, MAX_HASHES)

  async function makeSeal(handover: SealableHandover, nowMs: number): Promise<string> {
    const isKept = handover.contents.machineAuth === null
    const hashToken = isKept ? rememberHash : toTokenHash
    const seal = await sealHandover({ ...handover, nowMs, key: await readKey() }, hashToken)
    if (isKept && seal.length <= MAX_SEAL_CHARS) keepSeal({ handover: toCopy(handover), seal, madeAtMs: nowMs })
    return seal
  }

  function keepSeal(known: KnownSeal): void {
    const id = toId(known.handover)
    // To the end, so that the first is always the oldest.
    seals.delete(id)
    seals.set(id, known)
    for (const [oldest, { madeAtMs }] of seals) {
      if (seals.size <= MAX_SEALS && isRecent(madeAtMs, known.madeAtMs)) break
      seals.delete(oldest)
    }
  }

  return (handover, nowMs) => {
    const known = seals.get(toId(handover))
    if (known === undefined || !isRecent(known.madeAtMs, nowMs)) return makeSeal(handover, nowMs)
    return isSameJson(known.handover, handover) ? known.seal : makeSeal(handover, nowMs)
  }
}

function toId({ token, path }: SealableHandover): string {
  return `${token === null ? '' : token.slice(-TAIL_CHARS)} ${path}`
}

/** The trace of a request may still grow; the rest stays as it is. */
function toCopy(handover: SealableHandover): SealableHandover {
  const { contents } = handover
  return { ...handover, contents: { ...contents, trace: [...contents.trace] } }
}

/** Never for a clock that runs backwards, or has failed. */
function isRecent(madeAtMs: number, nowMs: number): boolean {
  return nowMs >= madeAtMs && nowMs - madeAtMs < SEAL_REUSE_MS
}
