/** Turns a seed into records. The store is empty before. */
import type { PrivateJwk } from '../keys/fixed-keys.ts'
import { toKid } from '../keys/signing-key.ts'
import { defaultSeed } from './default-seed.ts'
import type { Credentials, User } from './model.ts'
import type { Seed, SeedUser } from './seed.ts'
import { resolveOrganizationId, toOrganizationId, toRoleKey, toUserId, toWebhookId } from './seed-ids.ts'
import { changeInstanceSettings } from './instance-settings.ts'
import { toCredentials, type PersonFacts, toUser, toVerifiedAddress } from './people.ts'
import { plantPrograms } from './plant-programs.ts'
import { isSystemPermission, toRoleTitle, toSystemPermissions } from './system-permissions.ts'
import type { Store, Writer } from './create-store.ts'
import { SEED_WEBHOOK_SECRET } from '../webhooks/sign-message.ts'
import { toEndpoint } from '../webhooks/to-endpoint.ts'

/** @param nowMs When everything in it was made. */
export function plantSeed(store: Store, seed: Seed, signingKey: PrivateJwk, nowMs: number): void {
  store.write((tx) => {
    store.clear(tx)
    tx.put('signingKeys', { id: toKid(signingKey), key: signingKey, state: 'current' })
    changeInstanceSettings(store, seed.settings ?? {})
    plantRoles(tx, seed, nowMs)
    plantOrganizations(tx, seed, nowMs)
    for (const user of seed.users ?? []) plantUser(tx, user, seed, nowMs)
    plantPrograms(tx, seed, nowMs)
    plantWebhooks(tx, seed, nowMs)
  }, 'seed')
}

function plantRoles(tx: Writer, seed: Seed, nowMs: number): void {
  for (const [role, permissions] of Object.entries(seed.roles ?? defaultSeed.roles ?? {})) {
    const id = toRoleKey(role)
    tx.put('roles', {
      id,
      name: toRoleTitle(id),
      description: '',
      permissions: permissions.some(isSystemPermission) ? permissions : [...permissions, ...toSystemPermissions(id)],
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    })
  }
}

function plantOrganizations(tx: Writer, seed: Seed, createdAtMs: number): void {
  for (const entry of seed.organizations ?? []) {
    tx.put('organizations', {
      id: toOrganizationId(entry),
      slug: entry.slug,
      name: entry.name ?? entry.slug,
      features: entry.features ?? [],
      plans: entry.plans ?? [],
      imageUrl: null,
      publicMetadata: entry.publicMetadata ?? {},
      privateMetadata: entry.privateMetadata ?? {},
      createdBy: null,
      maxMemberships: 0,
      isAdminDeleteEnabled: true,
      createdAtMs,
      updatedAtMs: createdAtMs,
    })
  }
}

function plantUser(tx: Writer, user: SeedUser, seed: Seed, createdAtMs: number): void {
  const id = toUserId(user)
  const memberships = (user.memberships ?? []).map((entry) => ({
    ...entry,
    organizationId: resolveOrganizationId(seed.organizations, entry.organization),
  }))
  const active = user.activeOrganization
  const addresses = [user.email, ...(user.otherEmails ?? [])].map((one, index) =>
    toVerifiedAddress(index === 0 ? `idn_${id}` : `idn_${id}_${index}`, one, createdAtMs, 'ticket'),
  )
  const organizationId =
    active === undefined
      ? (memberships[0]?.organizationId ?? null)
      : active && resolveOrganizationId(seed.organizations, active)
  const facts = { ...toPersonFacts(user), ...toPhones(id, user, createdAtMs) }
  tx.put('users', toUser(id, addresses, createdAtMs, { ...facts, defaultOrganizationId: organizationId }))
  if (user.password !== undefined || user.totpSecret !== undefined)
    tx.put('credentials', toSeedCredentials(id, user, createdAtMs))
  for (const { organizationId, role, permissions } of memberships) {
    const membership = {
      id: `orgmem_${id}_${organizationId}`,
      userId: id,
      organizationId,
      role: toRoleKey(role),
      publicMetadata: {},
      privateMetadata: {},
      createdAtMs,
      updatedAtMs: createdAtMs,
    }
    tx.put('memberships', { ...membership, permissions: permissions ?? null })
  }
}

function toSeedCredentials(id: string, user: SeedUser, nowMs: number): Credentials {
  const { password, totpSecret, backupCodes = [] } = user
  const times = { lastStep: null, createdAtMs: nowMs, updatedAtMs: nowMs }
  const totp = totpSecret === undefined ? null : { id: `totp_${id}`, secret: totpSecret, isVerified: true, ...times }
  return {
    ...toCredentials(id),
    password: password === undefined ? null : { kind: 'plain', text: password },
    totp,
    backupCodes: backupCodes.map((code) => code.toLowerCase()),
    mfaEnabledAtMs: totp === null ? null : nowMs,
  }
}

function toPhones(id: string, user: SeedUser, nowMs: number): Pick<User, 'phoneNumbers' | 'primaryPhoneNumberId'> {
  const phones = (user.phoneNumbers ?? []).map((number, index) => {
    const { verification } = toVerifiedAddress('', number, nowMs, 'ticket')
    const times = { createdAtMs: nowMs, updatedAtMs: nowMs }
    return { id: `idn_${id}_phone_${index}`, number, verification, isReservedForSecondFactor: false, ...times }
  })
  return { phoneNumbers: phones, primaryPhoneNumberId: phones[0]?.id ?? null }
}

function toPersonFacts(user: SeedUser): PersonFacts {
  return {
    username: user.username ?? null,
    firstName: user.firstName ?? '',
    lastName: user.lastName ?? '',
    externalId: user.externalId ?? null,
    task: user.task ?? null,
    isBanned: user.isBanned ?? false,
    isLocked: user.isLocked ?? false,
    features: user.features ?? [],
    plans: user.plans ?? [],
    publicMetadata: user.publicMetadata ?? {},
    privateMetadata: user.privateMetadata ?? {},
    unsafeMetadata: user.unsafeMetadata ?? {},
  }
}

function plantWebhooks(tx: Writer, seed: Seed, nowMs: number): void {
  for (const entry of seed.webhooks ?? [])
    tx.put('webhookEndpoints', toEndpoint(toWebhookId(entry), { secret: SEED_WEBHOOK_SECRET, ...entry }, nowMs))
}
