/**
 * Session room. The names of an application's roles and permissions, and the questions that can be asked of a session. Types only.
 *
 * @see protocol.md 13
 */
import type { Reverification } from './reverification.ts'

declare global {
  /**
   * Roles and permissions of the application, by the vendor's name for them: `declare global { interface ClerkAuthorization { permission:
   * 'org:posts:edit'; role: 'org:admin' } }`. The vendor's packages declare the same interface, empty as here, so the two merge.
   */
  // oxlint-disable-next-line typescript/no-empty-interface
  interface ClerkAuthorization {}
}

/** Narrow by declaration merging, so that a misspelt role or permission does not compile: `declare module '@postern/core' { interface AuthTypes { role: 'org:admin'; permission: 'org:posts:edit' } }`. */
// oxlint-disable-next-line typescript/no-empty-interface
export interface AuthTypes {}

/** Roles that `has()` and `protect()` accept. Any string, unless `AuthTypes` or the global `ClerkAuthorization` says otherwise, in this order. */
export type Role = NamesIn<AuthTypes, 'role', NamesIn<ClerkAuthorization, 'role'>>
/** Permissions that `has()` and `protect()` accept. Any string, unless `AuthTypes` or the global `ClerkAuthorization` says otherwise, in this order. */
export type Permission = NamesIn<AuthTypes, 'permission', NamesIn<ClerkAuthorization, 'permission'>>
/** The strings that `T` names under `Key`; `Otherwise`, by default any string, when it names none. */
export type NamesIn<T, Key extends string, Otherwise extends string = string> = T extends {
  readonly [K in Key]: infer Names extends string
}
  ? Names
  : Otherwise

/** A question about a session. Everything that is asked must hold; asking nothing is never true. */
export interface HasParams {
  /** A role in the active organization, with or without `org:`. */
  readonly role?: Role
  /** A permission in the active organization, with or without `org:`. */
  readonly permission?: Permission
  /** A feature: `name`, `org:name` or `user:name`. */
  readonly feature?: string
  /** A plan: `name`, `org:name` or `user:name`. */
  readonly plan?: string
  /** How fresh the sign-in must be. */
  readonly reverification?: Reverification
}

/** Answers a question about the session. Never throws; anything odd is false. */
export type Has = (params: HasParams) => boolean
