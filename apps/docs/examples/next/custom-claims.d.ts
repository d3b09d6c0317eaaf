export {}

declare global {
  interface CustomJwtSessionClaims {
    readonly metadata?: { readonly plan?: 'free' | 'pro' }
  }
}
