/** The key set, for servers (`/v1/jwks`) and for everybody (`/.well-known/jwks.json`). */
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'

export async function answerJwks(call: Call): Promise<Response> {
  const { keysDelayMs } = call.instance.faults.read()
  if (keysDelayMs > 0) await wait(keysDelayMs, call.request.signal)
  const jwks = call.instance.keyring.jwks()
  call.note(`${jwks.keys.length} key(s)${keysDelayMs > 0 ? `, ${keysDelayMs} ms late` : ''}`)
  return answerJson(jwks)
}

/** Waits in real time, not in the emulator's: the test is whether the caller waits. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}
