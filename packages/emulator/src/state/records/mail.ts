/** Mail that would have been sent. */

/** A mail that the emulator would have sent. The console shows it. */
export interface Mail {
  /** `ema_…`. */
  readonly id: string
  /** Who gets it. */
  readonly toAddress: string
  /** What it is about: `verification_code`, `reset_password_code`, `magic_link_sign_in`, `invitation`, `organization_invitation` and so on. */
  readonly slug: string
  /** Its subject line. */
  readonly subject: string
  /** `user_…` of whom it is for; null when nobody is known yet. */
  readonly userId: string | null
  /** The code in it; null when there is none. */
  readonly code: string | null
  /** The link in it; null when there is none. */
  readonly link: string | null
  /** What it says besides, as a server wrote it: plain or HTML; null when the emulator wrote it. */
  readonly text: string | null
  /** When code or link stop working, in milliseconds since the Unix epoch; null when they do not. */
  readonly expiresAtMs: number | null
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
}
