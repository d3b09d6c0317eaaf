/** Names and slugs of organizations: what fits, and what is free. */
import type { Instance } from '../../instance.ts'
import { fieldRefusal } from '../../refusal.ts'
import { findOrganization } from '../people.ts'

const MAX_CHARS = 256
/** The provider's pages make slugs out of names, with dashes at the ends too. */
const SLUG = /^-*[a-z0-9][a-z0-9-]*$/
const SUFFIX_DIGITS = 6

/** @returns The name without spaces around it. @throws Refusal 422. */
export function checkName(name: string): string {
  const trimmed = name.trim()
  if (trimmed === '') throw fieldRefusal('form_param_nil', 'name is empty.', 'name')
  checkLength(trimmed, 'name')
  return trimmed
}

/** @param ownId Of the organization that may keep its slug. @throws Refusal 422 for one that does not fit or is taken. */
export function checkSlug(instance: Instance, slug: string, ownId: string | null = null): string {
  checkLength(slug, 'slug')
  if (!SLUG.test(slug))
    throw fieldRefusal('form_param_format_invalid', 'slug may have lower-case letters, digits and dashes.', 'slug')
  const owner = findOrganization(instance, slug)
  if (owner !== null && owner.id !== ownId)
    throw fieldRefusal('form_identifier_exists', 'That slug is taken. Please try another.', 'slug')
  return slug
}

/** A free slug that reminds of the name. */
export function toFreeSlug(instance: Instance, name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '')
  const words =
    plain
      .match(/[a-z0-9]+/g)
      ?.join('-')
      .slice(0, MAX_CHARS / 2) ?? ''
  const base = words.replace(/-+$/, '') === '' ? 'organization' : words.replace(/-+$/, '')
  let slug = base
  while (findOrganization(instance, slug) !== null) slug = `${base}-${instance.random.digits(SUFFIX_DIGITS)}`
  return slug
}

function checkLength(text: string, param: string): void {
  if (text.length > MAX_CHARS)
    throw fieldRefusal('form_param_exceeds_allowed_size', `${param} is longer than ${MAX_CHARS} characters.`, param)
}
