/** Names of mail domains, and what becomes of people with an address there: what fits. */
import type { Instance } from '../../instance.ts'
import { fieldRefusal } from '../../refusal.ts'
import type { EnrollmentMode } from '../model.ts'

const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/
/** Where everybody has an address. No organization can claim these. */
const COMMON = new Set(['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'yahoo.com', 'icloud.com'])
const MODES: readonly EnrollmentMode[] = ['manual_invitation', 'automatic_invitation', 'automatic_suggestion']

/** @throws Refusal 422 for what is no mode. */
export function toEnrollmentMode(text: string): EnrollmentMode {
  const mode = MODES.find((one) => one === text)
  if (mode !== undefined) return mode
  throw fieldRefusal(
    'form_param_value_invalid',
    `enrollment_mode must be one of ${MODES.join(', ')}.`,
    'enrollment_mode',
  )
}

/** @returns The name in lower case. @throws Refusal 422 for one that is none, that everybody shares, or that is taken. */
export function checkDomain({ store }: Instance, name: string, organizationId: string): string {
  const domain = name.trim().toLowerCase()
  if (!DOMAIN.test(domain))
    throw fieldRefusal('form_param_format_invalid', 'name must be a domain such as example.com.', 'name')
  if (COMMON.has(domain))
    throw fieldRefusal('organization_domain_common', 'Everybody may have an address of this domain.', 'name')
  const taken = store.find(
    'organizationDomains',
    (one) => one.name === domain && (one.organizationId === organizationId || one.verification?.status === 'verified'),
  )
  if (taken !== null) throw fieldRefusal('form_identifier_exists', 'That domain is taken. Please try another.', 'name')
  return domain
}
