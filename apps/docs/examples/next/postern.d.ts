import '@postern/next'

declare module '@postern/next' {
  interface AuthTypes {
    role: 'org:admin' | 'org:member'
    permission: 'org:posts:read' | 'org:posts:manage'
  }
}
