/** What applications declare once for the vendor's packages, and expect of whatever they import instead. */
declare global {
  interface CustomJwtSessionClaims {
    metadata: { role?: 'admin' | 'moderator'; onboardingComplete?: boolean }
  }
  interface ClerkAuthorization {
    permission: 'org:posts:read' | 'org:posts:manage'
    role: 'org:admin' | 'org:member'
  }
}

export {}
