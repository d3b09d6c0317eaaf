/** Starts the example, with an identity provider of its own where the environment holds no keys. Not part of the example. */
import { handler } from './main.ts'

const port = Number(Deno.env.get('PORT') ?? 3300)
if (!Deno.env.has('CLERK_PUBLISHABLE_KEY')) {
  const { createEmulator } = await import('@postern/emulator')
  const emulator = createEmulator({ appOrigin: `http://127.0.0.1:${port}` })
  await emulator.listen()
  Deno.env.set('CLERK_PUBLISHABLE_KEY', emulator.publishableKey)
  Deno.env.set('CLERK_SECRET_KEY', emulator.secretKey)
  console.log(`People to sign in as: ${emulator.url}/ – tokens to copy: ${emulator.url}/__emu`)
}
Deno.serve({ hostname: '127.0.0.1', port }, handler)
