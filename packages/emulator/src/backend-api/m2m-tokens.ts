/** M2M tokens: made by a machine, listed and revoked by it or by a server. @see emulator.md 4 */
import { answerError, answerJson, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toFields } from '../http/json-fields.ts'
import { toPage } from '../http/paging.ts'
import { makeM2MToken } from '../mint/machine-tokens.ts'
import type { JsonObject, M2MToken, Machine } from '../state/model.ts'
import { toTokenStatus } from '../state/to-token-status.ts'
import { toM2MTokenObject } from './machine-objects.ts'

type Body = Readonly<Record<string, unknown>>

/** Longest life of a token, in seconds: a hundred years. */
const MAX_LIFETIME_SEC = 3_155_760_000

/** `POST /m2m_tokens`, with a machine's secret key. */
export async function answerCreateM2MToken(call: Call, machine: Machine, body: Body): Promise<Response> {
  const { instance } = call
  const fields = toFields(body)
  const claims = fields.object('claims')
  const format = fields.oneOf('token_format', ['opaque', 'jwt']) ?? 'opaque'
  const expiresInSec = fields.whole('seconds_until_expiration', 1, MAX_LIFETIME_SEC) ?? machine.defaultTokenTtlSec
  const leastSec = fields.whole('min_remaining_ttl_seconds', 1, MAX_LIFETIME_SEC)
  if (leastSec !== null && leastSec >= expiresInSec)
    return answerError(
      400,
      'min_remaining_ttl_invalid',
      'min_remaining_ttl_seconds must be less than the life of the token.',
    )
  const known = leastSec === null || format === 'jwt' ? null : findReusable(call, machine, claims, leastSec)
  const token =
    known ??
    (await makeM2MToken(instance, { subject: machine.id, scopes: machine.scopes, claims, expiresInSec, format }))
  call.note(`M2M token ${token.id} of ${machine.id} ${known === null ? 'made' : 'given once more'}`)
  return answerJson(toM2MTokenObject(token, instance.clock.nowMs(), true))
}

/** A token of the machine that says the same and lives long enough. */
function findReusable(
  { instance }: Call,
  machine: Machine,
  claims: JsonObject | null,
  leastSec: number,
): M2MToken | null {
  const untilMs = instance.clock.nowMs() + leastSec * 1000
  const wanted = JSON.stringify([machine.scopes, claims])
  return instance.store.find(
    'm2mTokens',
    (one) =>
      one.subject === machine.id &&
      !one.isRevoked &&
      !one.token.includes('.') &&
      one.expiresAtMs !== null &&
      one.expiresAtMs >= untilMs &&
      JSON.stringify([one.scopes, one.claims]) === wanted,
  )
}

/** `GET /m2m_tokens?subject=`, with `revoked`, `expired`, `limit` and `offset` */
export function answerListM2MTokens(call: Call, machine: Machine | null): Response {
  const { store, clock } = call.instance
  const search = call.url.searchParams
  const subject = machine?.id ?? search.get('subject')
  const tokens = store.list('m2mTokens').filter((token) => {
    const status = toTokenStatus(token, clock.nowMs())
    return token.subject === subject && (status === 'active' || search.get(status) === 'true')
  })
  const page = toPage(search, tokens.toReversed())
  if (page instanceof Response) return page
  return answerJson({
    m2m_tokens: page.map((token) => toM2MTokenObject(token, clock.nowMs())),
    total_count: tokens.length,
  })
}

/** `POST /m2m_tokens/:id/revoke` */
export function answerRevokeM2MToken(call: Call, machine: Machine | null, body: Body): Response {
  const { store, clock } = call.instance
  const revocationReason = toFields(body).text('revocation_reason')
  const token = store.get('m2mTokens', call.params['id'] ?? '')
  if (token === null || (machine !== null && token.subject !== machine.id)) return answerNotFound('Machine token')
  const revoked: M2MToken = { ...token, isRevoked: true, revocationReason, updatedAtMs: clock.nowMs() }
  store.write((tx) => tx.put('m2mTokens', revoked))
  call.note(`M2M token ${token.id} revoked`)
  return answerJson(toM2MTokenObject(revoked, clock.nowMs()))
}
