import { auth } from '@postern/next'

/** Leads to the provider's sign-in page, and from there to the dashboard. */
export async function GET(): Promise<never> {
  const { redirectToSignIn } = await auth({ treatPendingAsSignedOut: false })
  return redirectToSignIn({ returnBackUrl: '/dashboard' })
}
