/** Records as the provider's browser script reads them, as far as the flows of a middleware need them. @see emulator.md 3.6 */
import { toSec } from '../create-clock.ts'
import type { Instance } from '../instance.ts'
import type { ApiObject } from '../objects/api-object.ts'
import { toClientUatSec } from '../mint/to-browser-cookies.ts'
import { toMembershipObject } from '../objects/to-organization-object.ts'
import { toSessionObject } from '../objects/to-session-object.ts'
import { toPublicUserData, toUserObject } from '../objects/to-user-object.ts'
import type { Client, Session, User } from '../state/model.ts'
import { membershipsOf } from '../state/people.ts'
import { currentSession } from '../state/visits.ts'

/** @param jwt The token that the script keeps as the last one of the session. */
export function toScriptSession(instance: Instance, session: Session, jwt: string): ApiObject {
  const user = instance.store.get('users', session.userId)
  return {
    ...toSessionObject(session, instance.clock.nowMs()),
    last_active_token: { object: 'token', jwt },
    user: user === null ? null : toScriptUser(instance, user),
    public_user_data: user === null ? null : toPublicUserData(user),
  }
}

/** The person, with everything that they belong to. */
export function toScriptUser(instance: Instance, user: User): ApiObject {
  const memberships = membershipsOf(instance, user.id).map((one) => toMembershipObject(instance, one, 'person'))
  return { ...toUserObject(instance, user, 'person'), organization_memberships: memberships }
}

/** @param jwt Token of the current session; null without a session. */
export function toScriptClient(instance: Instance, client: Client, jwt: string | null): ApiObject {
  const session = currentSession(instance, client)
  return {
    object: 'client',
    id: client.id,
    sessions: session === null || jwt === null ? [] : [toScriptSession(instance, session, jwt)],
    sign_in: null,
    sign_up: null,
    last_active_session_id: session?.id ?? null,
    created_at: client.createdAtMs,
    // The script writes this moment into the application's client cookie.
    updated_at: toClientUatSec(client, toSec(instance.clock.nowMs())) * 1000,
  }
}

/** A sign-in or sign-up that is complete at once: nobody needs a password here. */
export function toAttempt(object: 'sign_in' | 'sign_up', id: string, identifier: string, sessionId: string): ApiObject {
  return {
    object: `${object}_attempt`,
    id,
    status: 'complete',
    identifier,
    email_address: identifier,
    created_session_id: sessionId,
  }
}

export function toEnvironment({ settings, place }: Instance): ApiObject {
  const url = place.url()
  return {
    auth_config: {
      object: 'auth_config',
      id: 'aconf_emulator',
      single_session_mode: true,
      url_based_session_syncing: true,
    },
    display_config: {
      object: 'display_config',
      id: 'display_config_emulator',
      application_name: 'Postern emulator',
      instance_environment_type: settings.instanceType,
      home_url: settings.appOrigin,
      sign_in_url: `${url}/sign-in`,
      sign_up_url: `${url}/sign-up`,
      user_profile_url: `${url}/user`,
      after_sign_in_url: settings.appOrigin,
      after_sign_up_url: settings.appOrigin,
      branded: false,
    },
    user_settings: {
      attributes: { email_address: { enabled: true, required: true, used_for_first_factor: true } },
      social: {},
      sign_in: {},
      sign_up: {},
    },
    organization_settings: { enabled: true, max_allowed_memberships: 0, force_organization_selection: false },
    maintenance_mode: false,
  }
}
