/**
 * What does a person read when the demo runs? A stage → text. Pure.
 */
import { toAuthorizeUrl } from './oauth-steps.ts'
import type { Stage } from './stage.ts'

/** People of the emulator's own seed, and what the policy makes of them. */
const PEOPLE: readonly (readonly [email: string, about: string])[] = [
  ['ada@example.com', 'administers Acme: /dashboard, /forum and /admin'],
  ['grace@example.com', 'a member of Acme: /dashboard and /forum, no /admin'],
  ['alan@example.com', 'belongs to no organization: /dashboard and /forum'],
]

/** Where everything is, who can sign in, and how to stop. */
export const toWelcome = ({ app, worker, provider }: Pick<Stage, 'app' | 'worker' | 'provider'>): string =>
  [
    '',
    `  Next app      ${app.origin}   /dashboard and /forum need a session, /admin a permission`,
    `  Hono worker   ${worker.origin}   the same policy as an API`,
    `  Sign-in       ${provider.origin}   the emulator: an identity provider in a box`,
    `  Tokens        ${new URL('/__emu', provider).href}   to copy, for /oauth /api /m2m /user /any of both applications`,
    `  OAuth         ${toAuthorizeUrl({ app, provider }).href}`,
    '',
    '  Sign in as',
    ...PEOPLE.map(([email, about]) => `    ${email.padEnd(20)} ${about}`),
    '',
    `  Begin at ${new URL('/dashboard', app).href} – Ctrl-C stops everything.`,
    '',
  ].join('\n')
