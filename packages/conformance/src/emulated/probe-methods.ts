/** Calls every method of the vendor's server client against fresh emulators, and says which of them are answered. Waits. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { createVendorClient } from '../vendor/vendor-client.ts'
import type { Calls, VendorClient } from './calls.ts'
import { instanceCalls } from './instance-calls.ts'
import { organizationCalls } from './organization-calls.ts'
import { PARTLY } from './partly.ts'
import type { ProbedMethod } from './probed-method.ts'
import { programCalls } from './program-calls.ts'
import { userCalls } from './user-calls.ts'
import { visitCalls } from './visit-calls.ts'

/** One call of every method. */
export const calls: Calls = { ...userCalls, ...visitCalls, ...organizationCalls, ...programCalls, ...instanceCalls }

/** Not of the Backend API. */
const OTHER_PARTS = new Set(['telemetry'])
const NOW_MS = 1_790_000_000_000

/** Every method of the client, as `api.method`, in its order. */
export function listMethods(client: VendorClient): readonly string[] {
  return Object.entries(client).flatMap(([api, part]) => {
    if (typeof part !== 'object' || part === null || OTHER_PARTS.has(api)) return []
    const names = Object.getOwnPropertyNames(Object.getPrototypeOf(part))
    return names.filter((name) => name !== 'constructor').map((name) => `${api}.${name}`)
  })
}

/** @throws Error for a call that is refused: then the table, not the emulator, is wrong. */
export async function probeMethods(): Promise<readonly ProbedMethod[]> {
  const listing = createEmulator()
  const names = listMethods(createVendorClient(listing))
  await listing.close()
  const probed: ProbedMethod[] = []
  for (const name of names) probed.push(await probeMethod(name))
  return probed
}

async function probeMethod(name: string): Promise<ProbedMethod> {
  const emulator = createEmulator({ clock: NOW_MS })
  await emulator.listen()
  try {
    const asked: unknown[] = []
    const client = withEars(createVendorClient(emulator), name, (args) => asked.push(...args))
    await calls[name]?.(client, emulator).catch(() => {})
    return toProbed(name, emulator, asked)
  } finally {
    await emulator.close()
  }
}

function toProbed(name: string, { control }: Emulator, asked: readonly unknown[]): ProbedMethod {
  const last = control.requests().at(-1)
  if (last === undefined) throw new Error(`${name} asked nothing`)
  const without = PARTLY[name] ?? ''
  const isRefused = last.status >= 300 && last.status !== 501
  if (isRefused && without === '') throw new Error(`${name}: ${last.path} was answered with ${last.status}`)
  const answer = last.status === 501 ? '501' : without === '' ? 'served' : 'partly'
  const request = `${last.method} ${toPattern(last.path, asked)}`
  return { name, request, answer, without: answer === 'partly' ? without : '' }
}

/** The same client, which tells what one of its methods was called with. */
function withEars(client: VendorClient, name: string, hear: (args: readonly unknown[]) => void): VendorClient {
  const [api = '', method = ''] = name.split('.')
  const isListening = (path: string): boolean => path === method
  const listen = (part: object): object =>
    new Proxy(part, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key)
        if (typeof value !== 'function') return value
        return (...args: unknown[]): unknown => {
          if (isListening(String(key))) hear(args)
          // Methods of theirs have private fields: they run on the object itself.
          return Reflect.apply(value, target, args)
        }
      },
    })
  const part: unknown = Reflect.get(client, api)
  return typeof part === 'object' && part !== null ? { ...client, [api]: listen(part) } : client
}

/** Puts `:id` in the place of every segment that the caller filled in. */
function toPattern(path: string, asked: readonly unknown[]): string {
  const given = new Set(listTexts(asked))
  return path
    .split('/')
    .map((segment) => (given.has(decodeURIComponent(segment)) ? ':id' : segment))
    .join('/')
}

function listTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : []
}
