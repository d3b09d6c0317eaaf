/** An emulator on a port, a person, and what its clients need to know. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { createVisitor, type Visitor } from './visitor.ts'

export const CALLBACK = 'http://localhost:3000/callback'
export const HOME = 'http://localhost:3000/'
export const SECRET = 'demo-client-secret'
export const API = 'https://api.test/v1'

export interface World {
  readonly emulator: Emulator
  readonly visitor: Visitor
}

/** A client with a secret and one without, both with opaque and with signed tokens. */
export async function startWorld(): Promise<World> {
  const emulator = createEmulator()
  await emulator.listen()
  return { emulator, visitor: createVisitor(emulator.url) }
}
