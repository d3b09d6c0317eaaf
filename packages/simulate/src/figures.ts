/** Which figures are shown, what each means, and where it stands in a simulation and in a calculation. Data only. */
import type { Estimate } from './formulas.ts'
import type { FleetFigures } from './tally.ts'

export interface Figure {
  /** Stands in the file of results. */
  readonly name: string
  /** Stands above the table. */
  readonly title: string
  /** What is counted: calls in a second, seconds, or a part of the requests. */
  readonly unit: 'calls' | 'seconds' | 'part'
  readonly simulated: (figures: FleetFigures) => number
  /** The formula as people write it; null where there is none. */
  readonly formula: string | null
  readonly calculated: (estimate: Estimate) => number | null
  /** The formula says how much it can be at most, and not how much it will be. */
  readonly isBound: boolean
}

const none = (): null => null

export const FIGURES: readonly Figure[] = [
  {
    name: 'calm-key-calls',
    title: 'Key sets fetched from the provider, per second, on a calm day',
    unit: 'calls',
    simulated: ({ stretches }) => stretches.calm.keyCalls.mean,
    formula:
      'Σ 1 / (40 s + answer + 1 / sessions of the isolate per second) + births / 2. With a store: (1 + isolates with a request until the answer is there) / (40 s + answer + 1 / all sessions per second); a regional store has one for each place in place of the 1',
    calculated: (estimate) => estimate.calmKeyCalls,
    isBound: false,
  },
  {
    name: 'calm-token-calls',
    title: 'Questions about API keys, per second, on a calm day',
    unit: 'calls',
    simulated: ({ stretches }) => stretches.calm.tokenCalls.mean,
    formula:
      'Σ over isolates and API keys of 1 / (`machineTokenCacheInMs` + answer + 1 / requests with this key here per second). With a shared store the whole fleet counts as one isolate',
    calculated: (estimate) => estimate.calmTokenCalls,
    isBound: false,
  },
  {
    name: 'calm-waited-sessions',
    title: 'Requests with a session that waited for the provider, on a calm day',
    unit: 'part',
    simulated: ({ stretches }) => stretches.calm.waitedSessions,
    formula: null,
    calculated: none,
    isBound: false,
  },
  {
    name: 'calm-waited-api-keys',
    title: 'Requests with an API key that waited for the provider, on a calm day',
    unit: 'part',
    simulated: ({ stretches }) => stretches.calm.waitedApiKeys,
    formula: null,
    calculated: none,
    isBound: false,
  },
  {
    name: 'deployment-key-calls',
    title: 'Key sets fetched in the busiest second after all isolates are replaced at once',
    unit: 'calls',
    simulated: ({ stretches }) => stretches.deployment.keyCalls.most,
    formula:
      'isolates that have a session within a second. With a store about as many as ask whenever keys are due: those who start find them',
    calculated: (estimate) => estimate.deploymentKeyCalls,
    isBound: false,
  },
  {
    name: 'stale-key',
    title: 'A signing key that was taken back: last token accepted anywhere, after',
    unit: 'seconds',
    simulated: ({ staleKey }) => staleKey.most,
    formula:
      '60 s + the slowest answer. Where isolates have a request every few seconds, 40 s + answer: they fetch keys before they have to',
    calculated: (estimate) => estimate.staleKeySec,
    isBound: true,
  },
  {
    name: 'stale-api-key',
    title: 'An API key that was revoked: last accepted anywhere, after',
    unit: 'seconds',
    simulated: ({ staleApiKey }) => staleApiKey.most,
    formula: '`machineTokenCacheInMs` + the slowest answer',
    calculated: (estimate) => estimate.staleApiKeySec,
    isBound: true,
  },
  {
    name: 'outage-key-calls',
    title: 'Key sets asked for in vain, per second, while the provider is away for ten minutes',
    unit: 'calls',
    simulated: ({ stretches }) => stretches.outage.keyCalls.mean,
    formula: 'Σ 2 / (2 attempts of 3 s + 10 s + 1 / sessions of the isolate per second)',
    calculated: (estimate) => estimate.outageKeyCalls,
    isBound: false,
  },
  {
    name: 'outage-refused-sessions',
    title: 'Requests with a session that were refused while the provider was away',
    unit: 'part',
    simulated: ({ stretches }) => stretches.outage.refusedSessions,
    formula: 'isolates that started meanwhile and have never seen a key. With a store: none',
    calculated: (estimate) => estimate.outageRefusedSessions,
    isBound: false,
  },
  {
    name: 'outage-refused-api-keys',
    title: 'Requests with an API key that were refused while the provider was away',
    unit: 'part',
    simulated: ({ stretches }) => stretches.outage.refusedApiKeys,
    formula: 'all, once `machineTokenCacheInMs` are over',
    calculated: () => 1,
    isBound: true,
  },
  {
    name: 'recovery-key-calls',
    title: 'Key sets fetched in the busiest second after the provider is back',
    unit: 'calls',
    simulated: ({ stretches }) => stretches.recovery.keyCalls.most,
    formula:
      'r + 4 √r, where r are asked for in vain per second of the outage: attempts are spread, so nobody returns all at once',
    calculated: (estimate) => estimate.recoveryKeyCalls,
    isBound: true,
  },
  {
    name: 'attack-key-calls',
    title: 'Key sets fetched, per second, while invented keys are sent for a minute',
    unit: 'calls',
    simulated: ({ stretches }) => stretches.attack.keyCalls.mean,
    formula:
      'at once and then every 30 s in each isolate that is met, whatever the store; and keys that are due elsewhere',
    calculated: (estimate) => estimate.attackKeyCalls,
    isBound: false,
  },
  {
    name: 'attack-token-calls',
    title: 'Questions about API keys, per second, while invented ones are sent for a minute',
    unit: 'calls',
    simulated: ({ stretches }) => stretches.attack.tokenCalls.mean,
    formula:
      'Σ min(invented API keys here per second, `providerCallsPerSecond` / 2, and what was saved) + those of users',
    calculated: (estimate) => estimate.attackTokenCalls,
    isBound: false,
  },
  {
    name: 'attack-refused-api-keys',
    title: 'Requests with a good API key that were refused while invented ones were sent',
    unit: 'part',
    simulated: ({ stretches }) => stretches.attack.refusedApiKeys,
    formula: null,
    calculated: none,
    isBound: false,
  },
]
