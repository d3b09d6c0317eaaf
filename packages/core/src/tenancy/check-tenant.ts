/**
 * Tenancy room. An options callback + what it answered → the same, if it names a tenant wherever it did before. Does not wait, but throws.
 *
 * `(req) => ({ ...tenants[host] })` gives `{}` for a host that nobody knows, and the keys of the environment are another tenant's. An answer without
 * keys is legal by itself. So the process remembers what a callback named: by its text, because middlewares are made anew for each request
 * in the wild; and a callback that lasts by what it is, because two of equal text may stand for two applications.
 *
 * @see rulings.md section 8 (D5, D12); threats.md 76; apps/docs/decisions/030
 */
import { createRecent, type Recent } from '../foundation/create-recent.ts'
import { AuthError } from '../foundation/auth-error.ts'
import { EVERYBODY, keptBy } from '../foundation/process-memory.ts'
import { checkOptions } from '../settings/check-options.ts'
import { MAX_CALLBACKS } from '../wire/tenant-limits.ts'

/** Keys that name a tenant. With the others alone, an application with one tenant adds to the keys of its environment. */
const KEYS = ['publishableKey', 'secretKey'] as const

/** As much of an answer as is looked at. */
type Keys = { readonly [Key in (typeof KEYS)[number]]?: unknown }
/** Whatever it is asked with. */
export type OptionsCallback = (...given: never) => unknown

type Named = Set<(typeof KEYS)[number]>
const createNamed = (): Named => new Set()
const createSources = (): Recent<Named> => createRecent()
const createSlot = (): { named: Named | null } => ({ named: null })

/**
 * @param callback The function that answered.
 * @throws AuthError `ERR_AUTH_OPTION_INVALID` for anything but a plain object; `ERR_AUTH_TENANT_UNKNOWN` for one without a publishable key, or
 *   without this and a secret key, where an earlier answer had one of them.
 */
export function checkTenant<O extends Keys>(callback: OptionsCallback, answer: O | null | undefined): O {
  const options = checkOptions(answer)
  const names = KEYS.filter((name) => options[name])
  const slot = keptBy(callback, createSlot)
  const before = (slot.named ??= findNamed(callback))
  const lacks = names.length === 0 ? before.size > 0 : before.has('publishableKey') && !names.includes('publishableKey')
  for (const name of names) before.add(name)
  if (lacks) throw createUnknownError()
  return options
}

/** From now on what a callback named is remembered for it alone, as for one that was made before its first request came. */
export function keepApart(callback: object): void {
  keptBy(callback, createSlot).named ??= createNamed()
}

function findNamed(callback: OptionsCallback): Named {
  const source = String(callback)
  // All bound functions have one text. Those are told apart by what they are.
  if (source.includes('[native code]')) return createNamed()
  const sources = keptBy(EVERYBODY, createSources)
  const named = sources.find(source) ?? createNamed()
  sources.keep(source, named, MAX_CALLBACKS)
  return named
}

function createUnknownError(): AuthError {
  return new AuthError(
    'ERR_AUTH_TENANT_UNKNOWN',
    'The options callback named no publishableKey for this request, and named one for another. Name the keys for every request, those of the environment too; for an unknown tenant throw, or answer before.',
  )
}
