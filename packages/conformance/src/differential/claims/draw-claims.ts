/** Claims of a session, drawn by number: both versions, sound and odd. */
import { SOUND_CLAIMS } from '../own-key.ts'
import { createRandom, type Random } from '../random.ts'

export interface ClaimsCase {
  readonly claims: Readonly<Record<string, unknown>>
  /** Names of the parts that are not as the provider writes them. */
  readonly odd: readonly string[]
}

const IDS = ['posts', 'billing', 'dash', 'x', 'magic_links']
const SCOPES = ['o', 'o', 'u', 'ou', 'uo']
const ODD_TEXTS: readonly unknown[] = ['', 'nocolon', 'z:posts', ':', 'o:', ',o:posts,', 'o:posts:x', 7, null, [], {}]
const ODD_NUMBERS: readonly unknown[] = ['', 'x', '1,,2', '1.5', '-1', '0x3', 7, null, ['1'], '99999999999999999999999']
const ODD_AGES: readonly unknown[] = [null, 'x', [1], [1, 2, 3], ['1', '2'], [-2, 1], [1.5, -1], {}, [0, null]]
const ODD_IDS: readonly unknown[] = ['', 7, null, [], {}]
const ODD_ORGANIZATIONS: readonly unknown[] = [null, {}, 'org_acme', 0, false, [], { id: 'org_acme' }, { slg: 'acme' }]

export function drawClaims(seed: number): ClaimsCase {
  const random = createRandom(seed)
  const odd: string[] = []
  const either = (name: string, usual: unknown, rare: readonly unknown[], probability = 0.06): unknown => {
    if (!random.chance(probability)) return usual
    odd.push(name)
    return random.pick(rare)
  }
  const version = random.pick([1, 2, 2, 2])
  const claims: Record<string, unknown> = {
    ...SOUND_CLAIMS,
    v: either('v', version === 2 ? 2 : undefined, ['2', 3, null, 0, 1], 0.05),
    sub: either('sub', SOUND_CLAIMS.sub, ODD_IDS, 0.02),
    sid: either('sid', SOUND_CLAIMS.sid, [undefined, '', 7, null], 0.04),
    azp: either('azp', SOUND_CLAIMS.azp, [undefined, '', 7, null], 0.03),
    iss: either('iss', SOUND_CLAIMS.iss, [undefined, '', 7, null, 'https://other.test'], 0.04),
    sts: either('sts', random.pick([undefined, 'active', 'active', 'pending']), ['odd', '', 7, null], 0.05),
    fva: either('fva', random.pick([undefined, [0, -1], [5, 70], [11, 9], [-1, -1], [-1, 3], [1440, 1439]]), ODD_AGES),
    act: either('act', random.chance(0.1) ? { sub: 'user_grace' } : undefined, ['x', null, {}, []], 0.03),
    fea: either('fea', random.chance(0.8) ? drawScoped(random) : undefined, ODD_TEXTS),
    pla: either('pla', random.chance(0.5) ? drawScoped(random) : undefined, ODD_TEXTS),
  }
  if (version === 2 && random.chance(0.75))
    claims['o'] = either('o', drawOrganization(random, either), ODD_ORGANIZATIONS)
  if (version === 1 && random.chance(0.75))
    Object.assign(claims, {
      org_id: either('org_id', 'org_acme', ODD_IDS, 0.04),
      org_slug: either('org_slug', 'acme', ODD_IDS, 0.04),
      org_role: either('org_role', random.pick(['org:admin', 'org:member', 'admin']), ODD_IDS, 0.04),
      org_permissions: either(
        'org_permissions',
        random.pick([undefined, [], ['org:posts:read'], ['org:sys_memberships:read', 'org:billing:manage']]),
        ['org:posts:read', 7, null, {}, ['org:posts:read', 7, null]],
      ),
    })
  return { claims, odd }
}

/** `o:posts,u:dash` and the like, with spaces here and there. */
function drawScoped(random: Random): string {
  const length = 1 + Math.floor(random.next() * 4)
  const items = Array.from({ length }, () => `${random.pick(SCOPES)}:${random.pick(IDS)}`)
  return items.join(random.chance(0.15) ? ' , ' : ',')
}

type Either = (name: string, usual: unknown, rare: readonly unknown[], probability?: number) => unknown

function drawOrganization(random: Random, either: Either): unknown {
  const bits = Array.from({ length: 1 + Math.floor(random.next() * 5) }, () => String(Math.floor(random.next() * 16)))
  return {
    id: either('o.id', 'org_acme', ODD_IDS, 0.03),
    slg: either('o.slg', 'acme', ODD_IDS, 0.03),
    rol: either('o.rol', random.pick(['admin', 'member', 'org:admin']), ODD_IDS, 0.03),
    per: either('o.per', random.pick([undefined, 'read,manage', 'create,delete,manage,read', 'read']), ODD_TEXTS),
    fpm: either('o.fpm', random.chance(0.85) ? bits.join(',') : undefined, ODD_NUMBERS),
  }
}
