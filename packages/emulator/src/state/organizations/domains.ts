/** Mail domains of an organization: claimed, proven, taken away. Every change is one write; what does not fit is thrown as a Refusal. */
import type { Instance } from '../../instance.ts'
import { fieldRefusal, notFoundRefusal, Refusal } from '../../refusal.ts'
import { type CodeOutcome, judgeCode, sendMail, toCodeVerification } from '../mails.ts'
import type { EnrollmentMode, OrganizationDomain, Verification } from '../model.ts'
import type { Writer } from '../create-store.ts'
import { checkDomain } from './check-domain.ts'
import { domainOf, enrollEverybody } from './enrollment.ts'
import { requireOrganization } from './organizations.ts'

/** What a fresh domain is like. */
export interface DomainFacts {
  readonly name: string
  readonly enrollmentMode: EnrollmentMode
  /** A server knows that it is the organization's own. */
  readonly isVerified: boolean
}

/** @throws Refusal 422 for a name that is none, that everybody shares, or that an organization has already. */
export function addDomain(instance: Instance, organizationId: string, facts: DomainFacts): OrganizationDomain {
  const { store, random, clock } = instance
  const nowMs = clock.nowMs()
  return store.write((tx) => {
    const { id } = requireOrganization(instance, organizationId)
    const domain: OrganizationDomain = {
      id: random.id('orgdmn_'),
      organizationId: id,
      name: checkDomain(instance, facts.name, id),
      enrollmentMode: facts.enrollmentMode,
      verification: facts.isVerified ? VERIFIED : null,
      affiliationEmail: null,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    }
    tx.put('organizationDomains', domain)
    enrollEverybody(instance, domain)
    return domain
  })
}

const VERIFIED: Verification = {
  status: 'verified',
  strategy: 'email_code',
  code: null,
  attempts: 0,
  expiresAtMs: null,
}

/** Sends a code to somebody with an address of the domain. @throws Refusal 404; 400 for a domain that is proven; 422 for another address. */
export function sendDomainCode(
  instance: Instance,
  organizationId: string,
  id: string,
  address: string,
): OrganizationDomain {
  return changeDomain(instance, organizationId, id, (domain) => {
    checkUnproven(domain)
    const email = address.trim()
    if (!/^[^@\s]+@[^@\s]+$/.test(email) || domainOf(email) !== domain.name)
      throw fieldRefusal(
        'form_param_value_invalid',
        `affiliation_email_address must be an address of ${domain.name}.`,
        'affiliation_email_address',
      )
    const verification = toCodeVerification(instance, email, 'email_code')
    const { code, expiresAtMs } = verification
    sendMail(instance, {
      toAddress: email,
      slug: 'affiliation_code',
      subject: `Your code for ${domain.name}`,
      code,
      expiresAtMs,
    })
    return { ...domain, verification, affiliationEmail: email }
  })
}

/** Every wrong code counts. @throws Refusal 404; 400 or 422 for a code that is not the right one. */
export function proveDomain(instance: Instance, organizationId: string, id: string, code: string): OrganizationDomain {
  const { clock } = instance
  let outcome: CodeOutcome = 'nothing-sent'
  const domain = changeDomain(instance, organizationId, id, (before) => {
    checkUnproven(before)
    const { verification } = before
    outcome = judgeCode(verification, code, clock.nowMs())
    if (verification === null || outcome === 'nothing-sent') return before
    if (outcome === 'right') return { ...before, verification: { ...verification, status: 'verified', code: null } }
    return { ...before, verification: { ...verification, attempts: verification.attempts + 1 } }
  })
  // After the write, so that the count stays.
  checkOutcome(outcome)
  return domain
}

function checkOutcome(outcome: CodeOutcome): void {
  if (outcome === 'wrong') throw fieldRefusal('form_code_incorrect', 'The code is not the right one.', 'code')
  if (outcome === 'expired') throw new Refusal(400, 'verification_expired', 'The code has expired. Ask for a new one.')
  if (outcome === 'too-many') throw new Refusal(400, 'verification_failed', 'Too many wrong codes. Ask for a new one.')
  if (outcome === 'nothing-sent') throw new Refusal(400, 'verification_missing', 'No code was sent yet.')
}

function checkUnproven({ verification }: OrganizationDomain): void {
  if (verification?.status === 'verified')
    throw new Refusal(400, 'verification_already_verified', 'The domain was verified already.')
}

/** What a change says. What is left out stays. */
export interface DomainChanges {
  readonly name?: string
  readonly enrollmentMode?: EnrollmentMode
  readonly isVerified?: boolean
  /** Whether what the domain sent and suggested so far goes. */
  readonly dropsPending?: boolean
}

/** @throws Refusal 404, 422 as `addDomain`; 400 for a person who would let in people of a domain that is not proven. */
export function updateDomain(
  instance: Instance,
  organizationId: string,
  id: string,
  { name, enrollmentMode, isVerified, dropsPending = false }: DomainChanges,
): OrganizationDomain {
  return instance.store.write((tx) => {
    if (dropsPending) dropPending(instance, tx, id)
    return changeDomain(instance, organizationId, id, (domain) => ({
      ...domain,
      ...(name !== undefined &&
        name.trim().toLowerCase() !== domain.name && { name: checkDomain(instance, name, organizationId) }),
      ...(enrollmentMode !== undefined && { enrollmentMode }),
      ...(isVerified !== undefined && { verification: isVerified ? VERIFIED : null }),
    }))
  })
}

/** @throws Refusal 404. */
export function removeDomain(instance: Instance, organizationId: string, id: string): OrganizationDomain {
  return instance.store.write((tx) => {
    const domain = requireDomain(instance, organizationId, id)
    dropPending(instance, tx, id)
    tx.remove('organizationDomains', id)
    return domain
  })
}

function dropPending({ store }: Instance, tx: Writer, domainId: string): void {
  for (const table of ['organizationInvitations', 'organizationSuggestions'] as const)
    for (const one of store.list(table))
      if (one.domainId === domainId && one.status === 'pending') tx.remove(table, one.id)
}

function changeDomain(
  instance: Instance,
  organizationId: string,
  id: string,
  toChanged: (domain: OrganizationDomain) => OrganizationDomain,
): OrganizationDomain {
  return instance.store.write((tx) => {
    const domain = requireDomain(instance, organizationId, id)
    const changed = { ...toChanged(domain), updatedAtMs: instance.clock.nowMs() }
    tx.put('organizationDomains', changed)
    enrollEverybody(instance, changed)
    return changed
  })
}

/** @throws Refusal 404. */
export function requireDomain({ store }: Instance, organizationId: string, id: string): OrganizationDomain {
  const domain = store.get('organizationDomains', id)
  if (domain === null || domain.organizationId !== organizationId) throw notFoundRefusal('Organization domain')
  return domain
}
