/** Every chapter of the suite. */
import type { Case, Chapter } from '../case.ts'
import { handshakeChapters } from './handshakes.ts'
import { policyChapters } from './policy.ts'
import { protectionChapters } from './protection.ts'
import { requestChapters } from './requests.ts'
import { socketChapters } from './sockets.ts'
import { tokenChapters } from './tokens.ts'
import { urlChapters } from './urls.ts'

export const chapters: readonly Chapter[] = [
  ...policyChapters,
  ...handshakeChapters,
  ...protectionChapters,
  ...tokenChapters,
  ...socketChapters,
  ...urlChapters,
  ...requestChapters,
]

export const allCases: readonly Case[] = chapters.flatMap(({ cases }) => cases)
