/** Turns a seed into records. The store is empty before. */
import type { PrivateJwk } from '../keys/fixed-keys.ts'
import { toKid } from '../keys/signing-key.ts'
import { defaultSeed } from './default-seed.ts'
import type { Seed, SeedUser } from './seed.ts'
import {
  resolveOrganizationId,
  toApiKeyId,
  toApiKeySecret,
  toMachineId,
  toMachineSecret,
  toOrganizationId,
  toRoleKey,
  toUserId,
} from './seed-ids.ts'
import type { Store, Writer } from './create-store.ts'

const DEFAULT_TEMPLATE_LIFETIME_SEC = 60

/** @param nowMs When everything in it was made. */
export function plantSeed(store: Store, seed: Seed, signingKey: PrivateJwk, nowMs: number): void {
  store.write((tx) => {
    store.clear(tx)
    tx.put('signingKeys', { id: toKid(signingKey), key: signingKey, state: 'current' })
    for (const [role, permissions] of Object.entries(seed.roles ?? defaultSeed.roles ?? {}))
      tx.put('roles', { id: toRoleKey(role), permissions })
    plantOrganizations(tx, seed, nowMs)
    for (const user of seed.users ?? []) plantUser(tx, user, seed, nowMs)
    plantMachines(tx, seed)
    plantApiKeys(tx, seed, nowMs)
    plantApplications(tx, seed)
  }, 'seed')
}

function plantOrganizations(tx: Writer, seed: Seed, createdAtMs: number): void {
  for (const entry of seed.organizations ?? []) {
    tx.put('organizations', {
      id: toOrganizationId(entry),
      slug: entry.slug,
      name: entry.name ?? entry.slug,
      features: entry.features ?? [],
      plans: entry.plans ?? [],
      publicMetadata: entry.publicMetadata ?? {},
      createdAtMs,
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
  tx.put('users', {
    id,
    email: user.email,
    username: user.username ?? null,
    firstName: user.firstName ?? '',
    lastName: user.lastName ?? '',
    task: user.task ?? null,
    defaultOrganizationId:
      active === undefined
        ? (memberships[0]?.organizationId ?? null)
        : active && resolveOrganizationId(seed.organizations, active),
    features: user.features ?? [],
    plans: user.plans ?? [],
    publicMetadata: user.publicMetadata ?? {},
    createdAtMs,
  })
  for (const { organizationId, role, permissions } of memberships) {
    const membership = {
      id: `orgmem_${id}_${organizationId}`,
      userId: id,
      organizationId,
      role: toRoleKey(role),
      createdAtMs,
    }
    tx.put('memberships', { ...membership, permissions: permissions ?? null })
  }
}

function plantMachines(tx: Writer, seed: Seed): void {
  const machines = (seed.machines ?? []).map((entry) => ({ ...entry, id: toMachineId(entry) }))
  for (const machine of machines) {
    const { id, name, scopes = [] } = machine
    const receivers = scopes.map((scope) => machines.find((other) => other.name === scope)?.id ?? scope)
    tx.put('machines', { id, name, secretKey: toMachineSecret(machine), scopes: receivers })
  }
}

function plantApiKeys(tx: Writer, seed: Seed, nowMs: number): void {
  for (const entry of seed.apiKeys ?? []) {
    const user = seed.users?.find(
      (candidate) => candidate.email === entry.subject || toUserId(candidate) === entry.subject,
    )
    const id = toApiKeyId(entry)
    tx.put('apiKeys', {
      id,
      name: entry.name,
      subject: user === undefined ? resolveOrganizationId(seed.organizations, entry.subject) : toUserId(user),
      secret: toApiKeySecret(entry),
      scopes: entry.scopes ?? [],
      claims: entry.claims ?? null,
      description: entry.description ?? null,
      createdBy: user === undefined ? null : toUserId(user),
      isRevoked: false,
      revocationReason: null,
      expiresAtMs: null,
      lastUsedAtMs: null,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    })
  }
}

function plantApplications(tx: Writer, seed: Seed): void {
  for (const entry of seed.oauthApplications ?? []) {
    tx.put('oauthApplications', {
      id: entry.clientId,
      name: entry.name ?? entry.clientId,
      clientSecret: entry.clientSecret ?? null,
      redirectUris: entry.redirectUris,
      scopes: entry.scopes ?? ['openid', 'profile', 'email'],
      hasJwtTokens: entry.jwtAccessTokens ?? false,
    })
  }
  for (const { name, claims, lifetimeSec } of seed.templates ?? []) {
    tx.put('templates', { id: name, claims, lifetimeSec: lifetimeSec ?? DEFAULT_TEMPLATE_LIFETIME_SEC })
  }
}
