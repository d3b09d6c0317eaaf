/** Turns what a seed says of programs into records: machines, keys, OAuth clients, token templates. */
import type { Writer } from './create-store.ts'
import { DEFAULT_TOKEN_TTL_SEC } from './machines.ts'
import type { Seed } from './seed.ts'
import {
  resolveOrganizationId,
  toApiKeyId,
  toApiKeySecret,
  toMachineId,
  toMachineSecret,
  toUserId,
} from './seed-ids.ts'
import { DEFAULT_CLOCK_SKEW_SEC, DEFAULT_TEMPLATE_LIFETIME_SEC } from './templates.ts'

/** Part of the transaction that plants the seed. @param nowMs When everything in it was made. */
export function plantPrograms(tx: Writer, seed: Seed, nowMs: number): void {
  plantMachines(tx, seed, nowMs)
  plantApiKeys(tx, seed, nowMs)
  plantApplications(tx, seed, nowMs)
}

function plantMachines(tx: Writer, seed: Seed, nowMs: number): void {
  const machines = (seed.machines ?? []).map((entry) => ({ ...entry, id: toMachineId(entry) }))
  for (const machine of machines) {
    const { id, name, scopes = [] } = machine
    const receivers = scopes.map((scope) => machines.find((other) => other.name === scope)?.id ?? scope)
    tx.put('machines', {
      id,
      name,
      secretKey: toMachineSecret(machine),
      previousKey: null,
      scopes: receivers,
      defaultTokenTtlSec: DEFAULT_TOKEN_TTL_SEC,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    })
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

function plantApplications(tx: Writer, seed: Seed, nowMs: number): void {
  for (const entry of seed.oauthApplications ?? []) {
    tx.put('oauthApplications', {
      id: entry.clientId,
      name: entry.name ?? entry.clientId,
      clientSecret: entry.clientSecret ?? null,
      redirectUris: entry.redirectUris,
      postLogoutRedirectUris: entry.postLogoutRedirectUris ?? [],
      scopes: entry.scopes ?? ['openid', 'profile', 'email'],
      hasJwtTokens: entry.jwtAccessTokens ?? false,
      isDynamic: false,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    })
  }
  for (const { name, claims, lifetimeSec } of seed.templates ?? []) {
    tx.put('templates', {
      id: `jtmp_${name}`,
      name,
      claims,
      lifetimeSec: lifetimeSec ?? DEFAULT_TEMPLATE_LIFETIME_SEC,
      clockSkewSec: DEFAULT_CLOCK_SKEW_SEC,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    })
  }
}
