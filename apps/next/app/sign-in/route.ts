import { auth } from '@postern/next'

/**
 * Leads to the provider's sign-in page, and from there to the dashboard or to where a satellite wants its visitor back. The provider
 * refuses addresses that are not of one of its applications.
 */
export async function GET(request: Request): Promise<never> {
  const { redirectToSignIn } = await auth({ treatPendingAsSignedOut: false })
  const wanted = new URL(request.url).searchParams.get('redirect_url')
  return redirectToSignIn({ returnBackUrl: wanted ?? '/dashboard' })
}
