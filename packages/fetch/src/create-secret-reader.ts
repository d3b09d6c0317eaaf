/**
 * Environment → the same, with the values of bindings that have to be asked for. Waits for them, once each.
 *
 * Cloudflare's Secrets Store gives an object with an async `get()` in place of a text.
 */
import { AuthError, PLATFORM_VARIABLES } from '@postern/core'
import { VARIABLES, type Environment } from './environment.ts'

/** A value that has to be asked for. */
interface SecretBinding {
  readonly get: () => unknown
}

/**
 * An environment of texts. The same object where nothing has to be asked for.
 *
 * @throws AuthError `ERR_AUTH_BINDING_UNREADABLE` that names the variable of a binding that fails, or holds nothing. Rejects.
 */
export type SecretReader = (environment: Environment) => Environment | Promise<Environment>

/** Makes a reader. What a binding gave is kept for as long as the binding lives; a failure is not. */
export function createSecretReader(): SecretReader {
  const texts = new WeakMap<SecretBinding, Promise<string>>()
  const known = new WeakMap<Environment, Environment>()

  function ask(name: string, binding: SecretBinding): Promise<string> {
    const before = texts.get(binding)
    if (before !== undefined) return before
    const answer = readBinding(name, binding)
    texts.set(binding, answer)
    answer.catch(() => texts.delete(binding))
    return answer
  }

  async function resolve(
    environment: Environment,
    secrets: readonly (readonly [string, SecretBinding])[],
  ): Promise<Environment> {
    const read = secrets.map(async ([name, binding]) => [name, await ask(name, binding)] as const)
    const plain = [...VARIABLES, ...PLATFORM_VARIABLES].map((name) => [name, environment[name]] as const)
    const resolved = Object.fromEntries(
      [...plain, ...(await Promise.all(read))].filter(([, value]) => value !== undefined),
    )
    known.set(environment, resolved)
    return resolved
  }

  return (environment) => {
    const before = known.get(environment)
    if (before !== undefined) return before
    const secrets = findSecrets(environment)
    if (secrets.length > 0) return resolve(environment, secrets)
    // Variables of a process are slow to read, so they are looked through once.
    known.set(environment, environment)
    return environment
  }
}

/** One for the process: a binding is asked once, however often a middleware is made. */
export const readSecrets: SecretReader = /* @__PURE__ */ createSecretReader()

function findSecrets(environment: Environment): readonly (readonly [string, SecretBinding])[] {
  const found: (readonly [string, SecretBinding])[] = []
  for (const name of VARIABLES) {
    const value = readValue(environment, name)
    if (isSecretBinding(value)) found.push([name, value])
  }
  return found
}

function readValue(environment: Environment, name: string): unknown {
  try {
    return environment[name]
  } catch {
    return undefined
  }
}

function isSecretBinding(value: unknown): value is SecretBinding {
  return typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function'
}

async function readBinding(name: string, binding: SecretBinding): Promise<string> {
  let text: unknown
  try {
    // As its method: bindings refuse to be detached.
    text = await binding.get()
  } catch (cause) {
    throw toBindingError(name, 'could not be read', cause)
  }
  if (typeof text !== 'string') throw toBindingError(name, 'gave no text', undefined)
  if (text.trim() === '') throw toBindingError(name, 'is empty', undefined)
  return text
}

function toBindingError(name: string, what: string, cause: unknown): AuthError {
  return new AuthError(
    'ERR_AUTH_BINDING_UNREADABLE',
    `The binding ${name} ${what}. Check that the secret exists in the store, that its name in the configuration is right, and that this Worker may read it.`,
    { cause },
  )
}
