/** A sign-up under way, as the script reads it. */
import type { Instance } from '../instance.ts'
import { readInstanceSettings } from '../state/instance-settings.ts'
import type { SignUpAttempt } from '../state/model.ts'
import { missingFields, toFields } from '../state/sign-ups.ts'
import type { ApiObject } from './api-object.ts'
import { toVerificationObject } from './to-verification-object.ts'

export function toSignUpObject(instance: Instance, attempt: SignUpAttempt): ApiObject {
  const { required, optional } = toFields(readInstanceSettings(instance))
  const isOver = attempt.status === 'complete'
  const isProven = attempt.verification?.status === 'verified'
  return {
    object: 'sign_up_attempt',
    id: attempt.id,
    status: attempt.status,
    required_fields: required,
    optional_fields: optional,
    missing_fields: isOver ? [] : missingFields(instance, attempt),
    unverified_fields: attempt.email === null || isProven ? [] : ['email_address'],
    username: attempt.username,
    first_name: attempt.firstName,
    last_name: attempt.lastName,
    email_address: attempt.email,
    phone_number: null,
    web3_wallet: null,
    external_account: null,
    external_account_strategy: null,
    has_password: attempt.password !== null,
    unsafe_metadata: attempt.unsafeMetadata,
    public_metadata: {},
    created_session_id: attempt.createdSessionId,
    created_user_id: attempt.createdUserId,
    abandon_at: attempt.abandonAtMs,
    legal_accepted_at: attempt.legalAcceptedAtMs,
    locale: attempt.locale,
    timezone: null,
    verifications: {
      email_address: toEmailVerification(instance, attempt),
      phone_number: null,
      web3_wallet: null,
      external_account: null,
    },
    protect_check: null,
  }
}

function toEmailVerification({ clock }: Instance, { email, verification }: SignUpAttempt): ApiObject | null {
  if (email === null) return null
  const shown = toVerificationObject(verification, clock.nowMs())
  const isSent = shown !== null && shown['status'] === 'unverified'
  return {
    ...(shown ?? UNSENT),
    next_action: shown?.['status'] === 'verified' ? '' : isSent ? 'needs_attempt' : 'needs_prepare',
    supported_strategies: ['email_code'],
  }
}

/** Nobody asked for a code yet. With a strategy, the provider's pages would believe that one is under way, and ask for none. */
const UNSENT: ApiObject = {
  object: 'verification_email_code',
  status: 'unverified',
  strategy: null,
  attempts: null,
  expire_at: null,
  verified_at_client: null,
  error: null,
}
