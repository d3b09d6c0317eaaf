/** Every policy file, loaded with the vendor's package and with ours, before every visit. Waits for both. */
import type { InstanceType } from '@postern/emulator'
import * as ourHono from '@postern/hono'
import * as ourServer from '@postern/next/server'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createRequire } from 'node:module'
import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { vi } from 'vitest'
import { isSame } from '../differential/compare.ts'
import { explainDifference } from '../differential/difference.ts'
import { NOW_MS, type Provider, startProvider } from '../differential/provider.ts'
import { loadVendorNext } from '../vendor/vendor-next.ts'
import { type AllowedPolicyDifference, allowedPolicyDifferences } from './allowed-policy-differences.ts'
import { type PolicyAnswer, readAnswer } from './policy-answer.ts'
import { mintVisitors, WAYS } from './visits.ts'

type Framework = 'next' | 'hono'
type Run = (request: Request) => unknown
type Policies = ReadonlyMap<string, Run>

export interface PolicyRun {
  readonly policies: readonly string[]
  readonly visits: number
  readonly answers: ReadonlySet<string>
  readonly differences: readonly object[]
  readonly met: ReadonlySet<AllowedPolicyDifference>
}

const event = { waitUntil: () => {} } as unknown as NextFetchEvent
const PACKAGES = { next: '@clerk/nextjs/server', hono: '@clerk/hono' } as const

export async function runPolicies(framework: Framework, instanceType: InstanceType): Promise<PolicyRun> {
  const provider = await startProvider(instanceType)
  vi.useFakeTimers({ toFake: ['Date'], now: NOW_MS })
  for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(console, level).mockImplementation(() => {})
  const environment = toEnvironment(provider)
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  try {
    const vendorPackage =
      framework === 'next' ? loadVendorNext(environment) : createRequire(import.meta.url)('@clerk/hono')
    const vendor = await loadPolicies(framework, vendorPackage, environment)
    const ours = await loadPolicies(framework, framework === 'next' ? ourServer : ourHono, environment)
    return await comparePolicies(vendor, ours, provider)
  } finally {
    vi.useRealTimers()
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
    await provider.close()
  }
}

function toEnvironment({ emulator, apiUrl }: Provider): Readonly<Record<string, string>> {
  return {
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
    CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
    CLERK_SECRET_KEY: emulator.secretKey,
    CLERK_API_URL: apiUrl,
    NEXT_PUBLIC_CLERK_SIGN_IN_URL: '/sign-in',
    CLERK_ENCRYPTION_KEY: '3f9c1d7e58b204a6c1e97f3b0d8a5246e7b19c3f0a5d8e2417c6b9f3d2a08e51',
    CLERK_TELEMETRY_DISABLED: '1',
  }
}

/** The files import the vendor's package; this is where the import is swapped. */
async function loadPolicies(framework: Framework, instead: object, environment: object): Promise<Policies> {
  const folder = join(import.meta.dirname, framework)
  vi.resetModules()
  vi.doMock(PACKAGES[framework], () => ({ ...instead }))
  const loaded = new Map<string, Run>()
  for (const file of readdirSync(folder)) {
    const { default: policy } = await import(join(folder, file))
    loaded.set(
      file,
      framework === 'next'
        ? (request) => policy(new NextRequest(request), event)
        : (request) => policy.fetch(request, environment),
    )
  }
  vi.doUnmock(PACKAGES[framework])
  return loaded
}

async function comparePolicies(vendor: Policies, ours: Policies, provider: Provider): Promise<PolicyRun> {
  const origin = provider.emulator.instanceType === 'development' ? 'http://localhost:3000' : 'https://www.app.test'
  const visitors = await mintVisitors(provider)
  const [differences, answers, met] = [[] as object[], new Set<string>(), new Set<AllowedPolicyDifference>()]
  let visits = 0
  for (const [policy, run] of ours) {
    for (const { name: visitor, headers } of visitors) {
      for (const way of WAYS) {
        for (const path of way.paths) {
          const url = new URL(path, origin)
          const ask = async (side: Run | undefined): Promise<PolicyAnswer> => {
            provider.startCase()
            const init = { method: way.method, headers: { host: url.host, ...way.headers, ...headers } }
            return await readAnswer(() => side?.(new Request(url, init)), url)
          }
          const visit = { policy, visitor, way: way.name, path }
          const [theirs, mine] = [await ask(vendor.get(policy)), await ask(run)]
          visits += 1
          answers.add(`${policy}: ${theirs.answer}`)
          const explained = explainDifference(allowedPolicyDifferences, visit, theirs, mine)
          for (const difference of explained.met) met.add(difference)
          const { expected } = explained
          if (!isSame(expected, mine)) differences.push({ ...visit, vendor: expected, ours: mine })
        }
      }
    }
  }
  return { policies: [...ours.keys()], visits, answers, differences, met }
}
