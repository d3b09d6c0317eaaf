import { clerkMiddleware } from '@postern/next'

export default clerkMiddleware({
  contentSecurityPolicy: {
    directives: {
      'img-src': ['https://images.example.com'],
      'object-src': 'none',
    },
  },
})

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
