/**
 * What a platform calls the environment → options. Pure, except that it reads `process.env` where there is one.
 *
 * @see protocol.md 1.7; rulings.md D12
 */
import { AuthError, OPTION_VARIABLES, toEnvironmentOptions as readOptions } from '@postern/core'
import type { AdapterOptions } from './adapter-options.ts'

/** Names and values: bindings of a Worker, or the variables of a process. */
export type Environment = Readonly<Record<string, unknown>>

const FRONTEND_API_VARIABLE = 'CLERK_FAPI_URL'
/** Every variable of ours. */
export const VARIABLES: readonly string[] = [...OPTION_VARIABLES, FRONTEND_API_VARIABLE]

const NO_ENVIRONMENT: Environment = {}

/**
 * The environment of a request: the platform's own where it holds one of our variables, else that of the process. Never a mixture, which
 * could join the keys of two instances.
 *
 * @param bindings What the platform handed over: the `env` of a Worker, and something quite different elsewhere.
 */
export function chooseEnvironment(bindings: unknown): Environment {
  return isEnvironment(bindings) ? bindings : readProcessEnvironment()
}

/** Whether a value is an object that holds one of our variables. */
export function isEnvironment(value: unknown): value is Environment {
  return typeof value === 'object' && value !== null && VARIABLES.some((name) => name in value)
}

function readProcessEnvironment(): Environment {
  const host: { readonly process?: { readonly env?: Environment } | undefined; readonly Date: unknown } = globalThis
  return host.process?.env ?? NO_ENVIRONMENT
}

/** The options that an environment gives. Variables that are missing, empty or no text give none. */
export function toEnvironmentOptions(environment: Environment): AdapterOptions {
  return readOptions((name) => readVariable(environment, name))
}

/** Whether the runtime keeps the variables from us, as Deno does without a permission. Names the first one that may not be read; else null. */
export function findDeniedVariable(environment: Environment): string | null {
  return ['CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY'].find((name) => isDenied(environment, name)) ?? null
}

function isDenied(environment: Environment, name: string): boolean {
  try {
    return environment[name] === name
  } catch {
    return true
  }
}

/** Another target of the Frontend-API proxy; empty: the one that the publishable key names. */
export function readFrontendApiUrl(environment: Environment): string {
  return readVariable(environment, FRONTEND_API_VARIABLE)
}

function readVariable(environment: Environment, name: string): string {
  try {
    const value = environment[name]
    return typeof value === 'string' ? value : ''
  } catch {
    // Deno throws for a variable that it was not allowed to read. The keys may still come as options.
    return ''
  }
}

/**
 * Without the permission every variable looks as if it were not set. Where that leaves a key missing, the cause is said by its name.
 *
 * @throws AuthError `ERR_AUTH_PUBLISHABLE_KEY_MISSING` or `ERR_AUTH_SECRET_KEY_MISSING`.
 */
export function checkPermission(options: AdapterOptions, environment: Environment): void {
  const isKeyMissing = !options.publishableKey
  if (!isKeyMissing && (options.secretKey || options.jwtKey)) return
  // Machines alone may need neither; core knows when.
  if (options.acceptsToken && options.acceptsToken !== 'any') return
  const denied = findDeniedVariable(environment)
  if (denied === null) return
  throw new AuthError(
    isKeyMissing ? 'ERR_AUTH_PUBLISHABLE_KEY_MISSING' : 'ERR_AUTH_SECRET_KEY_MISSING',
    `The environment may not be read (${denied}), so no keys were found. On Deno start with --allow-env, or give the keys as options. No keys yet? Run \`npx @postern/emulator\`.`,
  )
}
