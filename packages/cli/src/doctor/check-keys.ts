/** The environment → whether its keys can work, and whether they belong together as far as can be told without asking. Pure. */
import { AuthError, createAuth, toEnvironmentOptions } from '@postern/core'
import type { Environment } from '../environment/read-environment.ts'
import { fault, good, warning, type Finding } from './finding.ts'

/** Variables that hold keys. */
export const KEY_VARIABLES: readonly string[] = [
  'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
  'CLERK_PUBLISHABLE_KEY',
  'CLERK_SECRET_KEY',
  'CLERK_JWT_KEY',
  'CLERK_MACHINE_SECRET_KEY',
  'CLERK_ENCRYPTION_KEY',
]

/** @returns At least one finding. */
export function checkKeys(environment: Environment): readonly Finding[] {
  const read = (name: string): string => environment.get(name)?.value ?? ''
  const open = read('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY')
  const plain = read('CLERK_PUBLISHABLE_KEY')
  const faults = [
    ...checkOptions(read),
    ...(open !== '' && plain !== '' && open !== plain
      ? [
          fault(
            'keys',
            'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY and CLERK_PUBLISHABLE_KEY name different instances.',
            'Keep one of them.',
          ),
        ]
      : []),
    ...checkKind(open || plain, read('CLERK_SECRET_KEY')),
  ]
  return [
    ...(faults.length === 0 ? [good('keys', 'The keys can be read, and are of one kind.')] : faults),
    ...checkHidden(environment),
  ]
}

/** As an adapter would find it out at the first request. */
function checkOptions(read: (name: string) => string): readonly Finding[] {
  try {
    createAuth(
      toEnvironmentOptions((name) => read(`NEXT_PUBLIC_${name}`) || read(name) || null),
      { log: () => {} },
    )
    return []
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    return [
      fault(
        'keys',
        error.message.replace(/ \(node_modules[^)]*\)$/, ''),
        `${error.code} has a section in node_modules/@postern/core/errors.md.`,
      ),
    ]
  }
}

/** Of an instance for development, or of one for people. */
function checkKind(publishable: string, secret: string): readonly Finding[] {
  const kinds = [publishable, secret].map((key) => /^[ps]k_(test|live)_/.exec(key)?.[1])
  if (kinds.includes(undefined) || kinds[0] === kinds[1]) return []
  return [
    fault(
      'keys',
      `The publishable key is a ${kinds[0]} key, and the secret key a ${kinds[1]} key: they are of two instances.`,
      'Take both from one instance.',
    ),
  ]
}

/** A value that stands in two places, of which one has no effect. */
function checkHidden(environment: Environment): readonly Finding[] {
  return KEY_VARIABLES.flatMap((name) => {
    const { source, hiddenIn = [] } = environment.get(name) ?? { source: '' }
    const others = hiddenIn.filter(({ isSame }) => !isSame).map((other) => other.source)
    if (others.length === 0) return []
    const places = others.join(' and ')
    return [
      warning(
        'keys',
        `${name} comes from ${toSource(source)}; ${places} ${others.length === 1 ? 'has' : 'have'} another value, which is not used.`,
        'Remove the one that is not meant.',
      ),
    ]
  })
}

const toSource = (source: string): string => (source === 'process' ? 'the process' : source)
