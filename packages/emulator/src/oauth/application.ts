/** Which application calls, by Basic authentication or by the form. @see RFC 6749 §2.3.1 */
import type { Call } from '../http/call.ts'
import type { OAuthApplication } from '../state/model.ts'

/** The application, or null when it is unknown or its secret is missing or wrong. A public one has none. */
export function readApplication({ instance, request }: Call, form: URLSearchParams): OAuthApplication | null {
  const [id, secret] = readBasic(request) ?? [form.get('client_id') ?? '', form.get('client_secret')]
  const application = instance.store.get('oauthApplications', id)
  if (application === null) return null
  return application.clientSecret === null || application.clientSecret === secret ? application : null
}

function readBasic(request: Request): readonly [id: string, secret: string] | null {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (encoded === undefined) return null
  try {
    const [id = '', ...rest] = atob(encoded).split(':')
    return [decodeURIComponent(id), decodeURIComponent(rest.join(':'))]
  } catch {
    return null
  }
}
