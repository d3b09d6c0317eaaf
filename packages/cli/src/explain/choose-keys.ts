/** Options of a person + the environment of a folder → what a request is judged with. Waits for files. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { CliError } from '../frame/cli-error.ts'
import type { Environment } from '../environment/read-environment.ts'

/** What was given on the command line. */
export interface KeyOptions {
  readonly publishableKey?: string
  /** PEM, its base64 body, a JWK, or the path of a file with one of them. */
  readonly jwtKey?: string
  /** Path of a file. */
  readonly jwks?: string
}

/** What a request is judged with. */
export interface Keys {
  /** Variables of the application, with the given keys in place of its own. Never printed. */
  readonly variables: Readonly<Record<string, string>>
  /** Text of a JWKS, or null. */
  readonly keySet: string | null
}

/** @throws CliError `ERR_CLI_FILE` for a file that cannot be read. */
export async function chooseKeys(options: KeyOptions, environment: Environment, folder: string): Promise<Keys> {
  const variables = Object.fromEntries([...environment].map(([name, { value }]) => [name, value]))
  const { publishableKey, jwtKey, jwks } = options
  if (publishableKey !== undefined) {
    variables['CLERK_PUBLISHABLE_KEY'] = publishableKey
    variables['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY'] = publishableKey
  }
  if (jwtKey !== undefined)
    variables['CLERK_JWT_KEY'] = isKey(jwtKey) ? jwtKey : await readGiven(folder, jwtKey, '--jwt-key')
  if (jwks === undefined) return { variables, keySet: null }
  // The key of the environment would go before the file.
  delete variables['CLERK_JWT_KEY']
  variables['CLERK_SECRET_KEY'] ||= toPlaceholder(variables)
  return { variables, keySet: await readGiven(folder, jwks, '--jwks') }
}

const isKey = (text: string): boolean => /-----BEGIN|^\s*\{/.test(text) || text.length > 300

/** Core asks for keys with a secret key only. Nobody is asked here, so any will do. */
function toPlaceholder(variables: Readonly<Record<string, string>>): string {
  const publishable = variables['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY'] ?? variables['CLERK_PUBLISHABLE_KEY'] ?? ''
  return `sk_${publishable.startsWith('pk_live_') ? 'live' : 'test'}_offline`
}

/** A file that an option names. @throws CliError that names the option, and not the path: it may be a key that was pasted. */
export async function readGiven(folder: string, path: string, option: string): Promise<string> {
  try {
    return await readFile(resolve(folder, path), 'utf8')
  } catch {
    throw new CliError({
      code: 'ERR_CLI_FILE',
      cause: `The file that ${option} names cannot be read.`,
      cure: 'Look at its path: it counts from this folder.',
    })
  }
}
