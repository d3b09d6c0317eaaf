/**
 * Corridor. What the URL names → one warning in development, where a pattern's parameter has the name of the other kind. Does not wait.
 *
 * @see rulings.md section 8
 */
import type { Instance } from '../tenancy/instance.ts'
import type { RequestFacts } from '../request/request-facts.ts'
import type { OrganizationTarget } from '../session/organization-target.ts'
import { toPlainText } from '../foundation/to-network-fault.ts'

/** It works as it stands; whoever reads `id` in a page would be surprised. */
export function reportMisnamedOrganization(
  target: OrganizationTarget | null,
  { facts, instance }: { readonly facts: RequestFacts; readonly instance: Instance },
): void {
  if (target?.kind !== 'organization' || target.isMisnamed !== true || !instance.settings.isDevelopment) return
  const [found, name, meant] = target.id === undefined ? ['slug', ':id', ':slug'] : ['id', ':slug', ':id']
  instance.reportOnce({
    level: 'warn',
    event: 'organization-misnamed',
    message: `${toPlainText(facts.publicUrl.pathname)} holds the ${found} of an organization where organizationPatterns has ${name}. It was read as ${found}. Write ${meant} in that pattern.`,
  })
}
