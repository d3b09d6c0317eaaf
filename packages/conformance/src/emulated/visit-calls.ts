/** Sessions, browsers, and what lets people in. */
import { type Calls, idOf, type VendorClient } from './calls.ts'
import type { Emulator } from '@postern/emulator'

const ADA = 'user_ada'
const EMAIL = 'new@example.com'
const nothing = 'nothing_0'

const invitation = (client: VendorClient): Promise<string> =>
  idOf(client.invitations.createInvitation({ emailAddress: EMAIL }))
const waiting = (client: VendorClient): Promise<string> => idOf(client.waitlistEntries.create({ emailAddress: EMAIL }))
/** A sign-up that somebody began in a browser. */
const signUp = async (emulator: Emulator): Promise<string> => {
  const body = new URLSearchParams({ email_address: EMAIL })
  const answer = await emulator.fetch(`${emulator.url}/v1/client/sign_ups?_clerk_js_version=6`, {
    method: 'POST',
    body,
  })
  const { response } = (await answer.json()) as { readonly response?: { readonly id: string } }
  return response?.id ?? nothing
}
const agentTask = (client: VendorClient) =>
  client.agentTasks.create({
    onBehalfOf: { userId: ADA },
    permissions: '*',
    agentName: 'agent',
    taskDescription: 'task',
    redirectUrl: 'http://localhost:3000/',
  })
const session = async ({ mint }: Emulator) => mint.session({ user: ADA })
const clientIdOf = async (emulator: Emulator): Promise<string> => {
  const { sessionId } = await session(emulator)
  return emulator.control.sessions().find(({ id }) => id === sessionId)?.clientId ?? nothing
}
/** What a cookie of an application says, among what was set for a session. */
const cookieOf = (setCookies: readonly string[], prefix: string): string => {
  const line = setCookies.find((one) => one.startsWith(prefix)) ?? ''
  return /=([^;]*)/.exec(line)?.[1] ?? ''
}

export const visitCalls: Calls = {
  'sessions.getSessionList': async (c, emulator) => {
    await session(emulator)
    return c.sessions.getSessionList({ userId: ADA, status: 'active' })
  },
  'sessions.getSession': async (c, emulator) => c.sessions.getSession((await session(emulator)).sessionId),
  'sessions.createSession': (c) => c.sessions.createSession({ userId: ADA }),
  'sessions.revokeSession': async (c, emulator) => c.sessions.revokeSession((await session(emulator)).sessionId),
  'sessions.verifySession': async (c, emulator) => {
    const { sessionId, token } = await session(emulator)
    return c.sessions.verifySession(sessionId, token)
  },
  'sessions.getToken': async (c, emulator) => c.sessions.getToken((await session(emulator)).sessionId, 'example'),
  'sessions.refreshSession': async (c, emulator) => {
    const { sessionId, token, setCookies } = await session(emulator)
    const refreshToken = cookieOf(setCookies, '__refresh_')
    return c.sessions.refreshSession(sessionId, {
      expired_token: token,
      refresh_token: refreshToken,
      request_origin: 'http://localhost:3000',
      format: 'token',
    })
  },
  'clients.getClientList': async (c, emulator) => {
    await session(emulator)
    return c.clients.getClientList({ limit: 1 })
  },
  'clients.getClient': async (c, emulator) => c.clients.getClient(await clientIdOf(emulator)),
  'clients.verifyClient': async (c, emulator) => {
    const { emulatorCookie } = await session(emulator)
    return c.clients.verifyClient(emulatorCookie.slice(emulatorCookie.indexOf('=') + 1))
  },
  'clients.getHandshakePayload': async (c, emulator) =>
    c.clients.getHandshakePayload({ nonce: await emulator.mint.handshakeNonce() }),
  'signInTokens.createSignInToken': (c) => c.signInTokens.createSignInToken({ userId: ADA, expiresInSeconds: 60 }),
  'signInTokens.revokeSignInToken': async (c) =>
    c.signInTokens.revokeSignInToken(
      await idOf(c.signInTokens.createSignInToken({ userId: ADA, expiresInSeconds: 60 })),
    ),
  'actorTokens.create': (c) => c.actorTokens.create({ userId: ADA, actor: { sub: 'user_grace' } }),
  'actorTokens.revoke': async (c) =>
    c.actorTokens.revoke(await idOf(c.actorTokens.create({ userId: ADA, actor: { sub: 'user_grace' } }))),
  'agentTasks.create': (c) => agentTask(c),
  'agentTasks.revoke': async (c) =>
    c.agentTasks.revoke(await idOf(agentTask(c).then(({ agentTaskId }) => ({ id: agentTaskId })))),
  'testingTokens.createTestingToken': (c) => c.testingTokens.createTestingToken(),
  'signUps.get': async (c, emulator) => c.signUps.get(await signUp(emulator)),
  'signUps.update': async (c, emulator) =>
    c.signUps.update({ signUpAttemptId: await signUp(emulator), externalId: 'ext_1' }),
  'invitations.getInvitationList': (c) => c.invitations.getInvitationList({ status: 'pending' }),
  'invitations.createInvitation': (c) => c.invitations.createInvitation({ emailAddress: EMAIL, expiresInDays: 1 }),
  'invitations.createInvitationBulk': (c) => c.invitations.createInvitationBulk([{ emailAddress: EMAIL }]),
  'invitations.revokeInvitation': async (c) => c.invitations.revokeInvitation(await invitation(c)),
  'invitations.deleteInvitation': async (c) => c.invitations.deleteInvitation(await invitation(c)),
  'waitlistEntries.list': (c) => c.waitlistEntries.list({ status: 'pending' }),
  'waitlistEntries.create': (c) => c.waitlistEntries.create({ emailAddress: EMAIL }),
  'waitlistEntries.createBulk': (c) => c.waitlistEntries.createBulk([{ emailAddress: EMAIL }]),
  'waitlistEntries.invite': async (c) => c.waitlistEntries.invite(await waiting(c)),
  'waitlistEntries.reject': async (c) => c.waitlistEntries.reject(await waiting(c)),
  'waitlistEntries.delete': async (c) => c.waitlistEntries.delete(await waiting(c)),
}
