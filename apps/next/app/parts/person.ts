import type { clerkClient } from '@postern/next'

type Client = Awaited<ReturnType<typeof clerkClient>>
type User = Awaited<ReturnType<Client['users']['getUser']>>

/** What the pages show of somebody. */
export interface Person {
  readonly name: string
  /** Two letters at most, where there is no picture. */
  readonly initials: string
  /** One that the person gave. */
  readonly picture: string | null
}

/** @param user Null when the provider did not tell: then the id stands for the name. */
export function toPerson(user: User | null, userId: string): Person {
  const name = user?.fullName ?? user?.username ?? user?.primaryEmailAddress?.emailAddress ?? userId
  return { name, initials: toInitials(name), picture: user?.hasImage ? user.imageUrl : null }
}

const SPACE = 0x20

function toInitials(name: string): string {
  const letters = name.split(/\s+/).map((word) => String.fromCodePoint(word.codePointAt(0) ?? SPACE))
  return [letters[0], letters.length > 1 ? letters.at(-1) : ''].join('').toUpperCase().trim()
}
