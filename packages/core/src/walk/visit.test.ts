import { describe, expect, it } from 'vitest'
import { liveOptions, silentWorld, toNavigation } from '../../test/fakes.ts'
import { findInstance } from '../tenancy/find-instance.ts'
import { toPorts } from '../foundation/ports.ts'
import { Visit } from './visit.ts'

describe('Visit', () => {
  it.each([null, { slug: 'acme' }])(
    'reads the organization patterns once, whoever asks and whatever they give: %j (H9)',
    (params) => {
      const instance = findInstance(liveOptions, toPorts(silentWorld().ports)).current()
      let reads = 0
      const organizationRoutes = { organizations: [() => (reads++, params)], personalAccounts: [] }
      const settings = { ...instance.settings, organizationRoutes }
      const visit = new Visit({ ...instance, settings }, toNavigation('/orgs/acme'))
      expect(reads).toBe(0)
      const [first, second] = [visit.organization(), visit.organization()]
      expect([first, reads]).toEqual([second, 1])
      expect(first).toEqual(params === null ? null : { kind: 'organization', slug: 'acme' })
    },
  )
})
