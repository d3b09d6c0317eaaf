/**
 * What a platform calls the environment → options. Pure, except that it reads `process.env` where there is one.
 *
 * @see protocol.md 1.7; rulings.md D12
 */
import { isNetlify, type AuthOptions } from '@postern/core'
import type { AdapterOptions } from './adapter-options.ts'

/** Names and values: bindings of a Worker, or the variables of a process. */
export type Environment = Readonly<Record<string, unknown>>

/** Options that are text, and their variables. */
const TEXT_VARIABLES = {
  publishableKey: 'CLERK_PUBLISHABLE_KEY',
  secretKey: 'CLERK_SECRET_KEY',
  machineSecretKey: 'CLERK_MACHINE_SECRET_KEY',
  jwtKey: 'CLERK_JWT_KEY',
  apiUrl: 'CLERK_API_URL',
  apiVersion: 'CLERK_API_VERSION',
  domain: 'CLERK_DOMAIN',
  proxyUrl: 'CLERK_PROXY_URL',
  signInUrl: 'CLERK_SIGN_IN_URL',
  signUpUrl: 'CLERK_SIGN_UP_URL',
} as const satisfies Partial<Record<keyof AuthOptions, string>>
const SATELLITE_VARIABLE = 'CLERK_IS_SATELLITE'
const FRONTEND_API_VARIABLE = 'CLERK_FAPI_URL'
/** Every variable of ours. */
export const VARIABLES: readonly string[] = [
  ...Object.values(TEXT_VARIABLES),
  SATELLITE_VARIABLE,
  FRONTEND_API_VARIABLE,
]
/** Variables by which Netlify is known. */
export const PLATFORM_VARIABLES = ['NETLIFY', 'NETLIFY_FUNCTIONS_TOKEN', 'URL'] as const

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
  const options: Record<string, string | boolean> = {}
  for (const [option, variable] of Object.entries(TEXT_VARIABLES)) {
    const value = readVariable(environment, variable)
    if (value !== '') options[option] = value
  }
  const isSatellite = readVariable(environment, SATELLITE_VARIABLE)
  if (isSatellite !== '') options['isSatellite'] = toBoolean(isSatellite)
  const [NETLIFY, NETLIFY_FUNCTIONS_TOKEN, URL] = PLATFORM_VARIABLES.map((name) => readVariable(environment, name))
  if (isNetlify({ NETLIFY, NETLIFY_FUNCTIONS_TOKEN, URL })) options['isRedirectCached'] = true
  return options
}

/** Whether the runtime keeps the variables from us, as Deno does without a permission. Names the first one that may not be read; else null. */
export function findDeniedVariable(environment: Environment): string | null {
  return [TEXT_VARIABLES.publishableKey, TEXT_VARIABLES.secretKey].find((name) => isDenied(environment, name)) ?? null
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

/** @see protocol.md 1.7 (truthy rule) */
function toBoolean(text: string): boolean {
  const word = text.trim().toLowerCase()
  return word === 'true' || (word !== 'false' && Number.parseInt(word, 10) > 0)
}
