/**
 * Production satellites. The browser's client cookie lives on the primary's Frontend API host; a handshake at `clerk.<satellite>` does
 * not carry it. So the browser is sent to the primary's host and comes back with a ticket, once.
 *
 * The real provider's way is not observable from outside; only where it begins and ends is.
 */
import { answerError, answerRedirect } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { readClient, toClientCookie } from '../http/identity.ts'
import { satelliteOf } from '../http/origins.ts'
import { findClient } from '../state/visits.ts'

/** Where the primary's host hands out tickets. */
export const SATELLITE_SYNC_PATH = '/v1/client/sync'
const TICKET_PARAM = '__emu_ticket'
const BACK_PARAM = 'return_to'
/** Handed to a browser that the primary does not know either. */
const NOBODY = 'nobody'

/** The redirect that the handshake needs first, or null when it can go on. */
export async function relayToPrimary(call: Call): Promise<Response | null> {
  const { instance, url } = call
  if (!instance.settings.isProduction || satelliteOf(instance, url.hostname) === null) return null
  const ticket = url.searchParams.get(TICKET_PARAM)
  if (ticket === null) {
    const sync = new URL(SATELLITE_SYNC_PATH, `${url.protocol}//${instance.place.frontendApiHost()}`)
    sync.searchParams.set(BACK_PARAM, url.href)
    call.note('satellite: asks the primary who this is')
    return answerRedirect(307, sync)
  }
  const fact = instance.store.get('facts', ticket)
  if (fact === null) return null
  instance.store.write((tx) => tx.remove('facts', ticket))
  const client = typeof fact.value === 'string' ? findClient(instance, fact.value) : null
  url.searchParams.delete(TICKET_PARAM)
  // First this host learns the client, by a cookie. Then the handshake goes on with a ticket that is not asked about again.
  if (client === null) return null
  url.searchParams.set(TICKET_PARAM, NOBODY)
  call.note('satellite: now knows this browser')
  return answerRedirect(307, url, [await toClientCookie(call, client)])
}

/** `GET /v1/client/sync`, on the primary's host. */
export async function answerSatelliteSync(call: Call): Promise<Response> {
  const { instance, url } = call
  const back = url.searchParams.get(BACK_PARAM)
  const target = back !== null && URL.canParse(back) ? new URL(back) : null
  if (target === null || satelliteOf(instance, target.hostname) === null) {
    return answerError(
      400,
      'satellite_invalid',
      `return_to must be the handshake of a satellite. The option satelliteDomains has ${instance.settings.satelliteDomains.join(', ') || 'none'}.`,
    )
  }
  const client = await readClient(call)
  const id = client === null ? NOBODY : instance.random.secret('ticket_')
  if (client !== null) {
    instance.store.write((tx) => tx.put('facts', { id, value: client.secret }))
  }
  target.searchParams.set(TICKET_PARAM, id)
  call.note(client === null ? 'primary knows nobody' : 'primary hands a ticket to the satellite')
  return answerRedirect(307, target)
}
