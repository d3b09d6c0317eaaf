/**
 * A plan, a variant and a seed → what the provider, the users and a thief saw. Waits only where isolates run core itself.
 *
 * Users, thief and attacker are drawn in the same order whoever decides, so core and model meet the same requests at the same times.
 */
import { createFleet, type Fleet } from './fleet.ts'
import type { IsolateMaker, Settle } from './isolate.ts'
import { createPicker, createRandom, toExponential, type Random } from './random.ts'
import {
  API_KEY_PART,
  API_KEY_WEIGHTS,
  ATTACK_FACTOR,
  END_MS,
  KIDS,
  REVOKED_AT_MS,
  STICKY_ISOLATES,
  STOLEN_API_KEYS,
  STOLEN_KIDS,
  THEFT_FROM_MS,
  THEFT_PART,
  THEFTS,
  TIMELINE,
  USERS_KID,
  type FleetPlan,
  type Stretch,
} from './scenario.ts'
import { createTally, type FleetFigures, type Tally } from './tally.ts'
import { createVirtualProvider, ISSUED_PREFIX, type VirtualProvider } from './virtual-provider.ts'
import type { Variant } from './variants.ts'
import { createVirtualStore, KEEPS_TOKENS } from './virtual-store.ts'
import { toStep, type VirtualTime } from './virtual-time.ts'

/** The same, apart from who decides. */
export interface FleetRun {
  readonly plan: FleetPlan
  readonly variant: Variant
  readonly seed: number
}

/** Runs a fleet through `TIMELINE`. @param time A clock at 0; `maker` uses the same. */
export async function runFleet(run: FleetRun, time: VirtualTime, maker: IsolateMaker): Promise<FleetFigures> {
  const { plan, variant, seed } = run
  const tally = createTally(plan.size)
  const provider = createVirtualProvider(time, seed, KIDS, (asked) => tally.call(asked, time.now()))
  const store = createVirtualStore(variant.store, time)
  const settings = variant.toSettings(plan.size)
  const fleet = createFleet(plan, seed, (slot, life) => {
    tally.birth(time.now())
    const line = store?.connect(slot % plan.places) ?? null
    const keepsTokens = KEEPS_TOKENS[variant.store]
    return maker.make({ time, provider: provider.connect(life), store: line, keepsTokens, settings })
  })
  schedule(time, fleet, provider)
  const crowd = createCrowd(plan, seed + 2, fleet, time, tally)
  for (let atMs = crowd.nextMs(); atMs < END_MS; atMs = crowd.nextMs()) {
    while (time.nextMs() <= atMs) {
      time.runNext()
      const work = maker.settle()
      if (work !== null) await work
    }
    time.advance(atMs)
    crowd.send()
    const work = maker.settle()
    if (work !== null) await work
  }
  return tally.toFigures()
}

/** What happens to all of them. */
function schedule(time: VirtualTime, fleet: Fleet, provider: VirtualProvider): void {
  const { deployment, outage } = TIMELINE
  time.after(deployment.fromMs, () => fleet.replaceAll())
  REVOKED_AT_MS.forEach((atMs, theft) => {
    time.after(atMs, () => {
      provider.dropKey(STOLEN_KIDS[theft] ?? '')
      provider.revoke(STOLEN_API_KEYS[theft] ?? '')
    })
  })
  time.after(outage.fromMs, () => provider.setAway(true))
  time.after(outage.toMs, () => provider.setAway(false))
}

/** Everybody who sends requests. */
interface Crowd {
  /** When the next request arrives. Draws it. */
  nextMs(): number
  /** Sends it: the clock stands there. */
  send(): void
}

const isDuring = ({ fromMs, toMs }: Stretch, nowMs: number): boolean => nowMs >= fromMs && nowMs < toMs

function createCrowd(plan: FleetPlan, seed: number, fleet: Fleet, time: VirtualTime, tally: Tally): Crowd {
  const random = createRandom(seed)
  const people = createPeople(plan, random, fleet, time, tally)
  const usersPerMs = (plan.size * plan.requestsPerSecond) / 1_000
  let arrivesMs = 0
  return {
    nextMs() {
      // The attack makes more requests, and its beginning is drawn a request late at most.
      const perMs = usersPerMs * (isDuring(TIMELINE.attack, arrivesMs) ? 1 + ATTACK_FACTOR : 1)
      arrivesMs = toStep(arrivesMs + toExponential(random(), 1 / perMs))
      return arrivesMs
    },
    send() {
      const nowMs = time.now()
      const isAttack = isDuring(TIMELINE.attack, nowMs) && random() < ATTACK_FACTOR / (1 + ATTACK_FACTOR)
      const isTheft =
        isDuring({ fromMs: THEFT_FROM_MS, toMs: TIMELINE.revocation.toMs }, nowMs) && random() < THEFT_PART
      if (isAttack) people.attack()
      else if (isTheft) people.steal()
      else people.use()
    },
  }
}

function createPeople(
  plan: FleetPlan,
  random: Random,
  fleet: Fleet,
  time: VirtualTime,
  tally: Tally,
): Readonly<Record<'use' | 'steal' | 'attack', () => void>> {
  const pickApiKey = createPicker(API_KEY_WEIGHTS)
  const apiKeys = Array.from(API_KEY_WEIGHTS, (_weight, index) => `${ISSUED_PREFIX}${index}`)
  let invented = 0

  function send(kid: string, apiKey: string, isApiKey: boolean, slot: number, settle: Settle): void {
    const isolate = fleet.find(slot, time.now())
    if (isApiKey) isolate.apiKey(apiKey, settle)
    else isolate.session(kid, settle)
  }

  return {
    use() {
      const arrivedMs = time.now()
      const isApiKey = random() < API_KEY_PART
      const apiKey = apiKeys[isApiKey ? pickApiKey(random()) : 0] ?? ''
      send(USERS_KID, apiKey, isApiKey, fleet.pick(), (isAccepted) =>
        tally.request(isApiKey ? 'apiKey' : 'session', arrivedMs, time.now(), isAccepted),
      )
    },
    steal() {
      const isApiKey = random() < API_KEY_PART
      // A program that keeps its connection meets the same isolate again; only there the answer about its key is remembered.
      const slot = isApiKey ? Math.floor(random() * Math.min(plan.size, STICKY_ISOLATES)) : fleet.pick()
      // One thing to an isolate: once a key is refused there, new keys are fetched, and the others would be gone with it.
      const theft = slot % THEFTS
      send(STOLEN_KIDS[theft] ?? '', STOLEN_API_KEYS[theft] ?? '', isApiKey, slot, (isAccepted) => {
        if (isAccepted) tally.theft(isApiKey ? 'apiKey' : 'session', theft, slot, time.now())
      })
    },
    attack() {
      invented += 1
      send(`ins_invented${invented}`, `junk${invented}`, random() < 0.5, fleet.pick(), () => {})
    },
  }
}
