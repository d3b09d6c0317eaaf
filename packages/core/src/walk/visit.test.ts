import { describe, expect, it } from 'vitest'
import { liveOptions, silentWorld, toNavigation } from '../../test/fakes.ts'
import { createInstances } from '../tenancy/create-instances.ts'
import type { AuthOptions } from '../settings/options.ts'
import { createVisit } from './visit.ts'

describe('createVisit', () => {
  it.each([null, { slug: 'acme' }])(
    'reads the organization patterns once, whoever asks and whatever they give: %j (H9)',
    async (params) => {
      const instance = await createInstances<AuthOptions>((options) => options, silentWorld().ports).find(liveOptions)
      let reads = 0
      const organizationRoutes = { organizations: [() => (reads++, params)], personalAccounts: [] }
      const settings = { ...instance.settings, organizationRoutes }
      const visit = createVisit({ ...instance, settings }, toNavigation('/orgs/acme'))
      expect(reads).toBe(0)
      const [first, second] = [visit.organization(), visit.organization()]
      expect([first, reads]).toEqual([second, 1])
      expect(first).toEqual(params === null ? null : { kind: 'organization', slug: 'acme' })
    },
  )
})
