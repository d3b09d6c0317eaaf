import { beforeAll, describe, expect, it } from 'vitest'
import { createAuth } from '../../src/guard/create-auth.ts'
import { silentWorld } from '../fakes.ts'
import { NOW_SEC } from '../mint.ts'
import { toProduct } from '../rule-tables.ts'
import { toAnswer, toComparable, toInstance, toWebRequest, type Variant } from './compare.ts'
import { mintKnownTokens, type NamedToken } from './known.ts'
import { readAnswer, type Incoming } from './reading.ts'

interface Facts {
  readonly method: 'GET' | 'POST'
  readonly destination: 'document' | 'iframe' | null
  readonly synced: 'true' | 'false' | null
  readonly session: string | null
  readonly uat: string | null
  readonly devBrowser: 'cookie' | 'query' | 'both' | null
  readonly returnUrl: string | null
  readonly count: '0' | '3'
}

const product = toProduct<Facts>({
  method: ['GET', 'POST'],
  destination: ['document', 'iframe', null],
  synced: ['true', 'false', null],
  session: [null, 'junk', 'of a machine', 'from a template', 'old', 'good'],
  uat: [null, '0', String(NOW_SEC - 100)],
  devBrowser: ['cookie', 'query', 'both', null],
  returnUrl: ['http://localhost:4000/back?x=1', 'https://evil.example/back', null],
  count: ['0', '3'],
})

const variants = toProduct<Variant>({
  production: [false, true],
  isSatellite: [false, true],
  satelliteAutoSync: [false, true],
})

let tokens: readonly NamedToken[] = []
beforeAll(async () => {
  tokens = await mintKnownTokens()
})

function toIncoming(facts: Facts): Incoming {
  const url = new URL('https://app.example.com/page?x=1')
  const cookies: Record<string, string> = {}
  const headers: Record<string, string> = {}
  if (facts.destination !== null) headers['sec-fetch-dest'] = facts.destination
  if (facts.synced !== null) url.searchParams.set('__clerk_synced', facts.synced)
  if (facts.returnUrl !== null) url.searchParams.set('__clerk_redirect_url', facts.returnUrl)
  if (facts.devBrowser === 'query' || facts.devBrowser === 'both') url.searchParams.set('__clerk_db_jwt', 'db_query')
  if (facts.devBrowser === 'cookie' || facts.devBrowser === 'both') cookies['__clerk_db_jwt'] = 'db_cookie'
  if (facts.session !== null) cookies['__session'] = tokens.find(({ name }) => name === facts.session)?.text ?? ''
  if (facts.uat !== null) cookies['__client_uat'] = facts.uat
  if (facts.count !== '0') cookies['__clerk_redirect_count'] = facts.count
  return { method: facts.method, url: url.href, headers, cookies }
}

describe('arrival', () => {
  it.each(variants)(
    'says what the second reading says: production $production, satellite $isSatellite, auto-sync $satelliteAutoSync',
    async (variant) => {
      const { options, setup } = toInstance(variant)
      const auth = createAuth(options, silentWorld().ports)
      const good = {
        __session: tokens.find(({ name }) => name === 'good')?.text ?? '',
        __client_uat: '1',
        __clerk_db_jwt: 'db',
      }
      // Verified once, so that everything below is answered without waiting.
      await auth.decide(toWebRequest({ method: 'GET', url: 'https://app.example.com/', headers: {}, cookies: good }))
      const known = { tokens, handshakes: [], nonces: {}, refresh: [], nowSec: NOW_SEC }
      for (const facts of product) {
        const incoming = toIncoming(facts)
        const core = toAnswer(auth.decideNow(toWebRequest(incoming)))
        const reading = toComparable(readAnswer(incoming, setup, known), core)
        if (JSON.stringify(core) !== JSON.stringify(reading)) expect({ facts, ...core }).toEqual({ facts, ...reading })
      }
    },
  )
})
