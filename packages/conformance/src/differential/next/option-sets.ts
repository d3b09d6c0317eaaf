/** Options, by name: what the adapter for Next adds to those of the core. */
type Options = Readonly<Record<string, unknown>>

export type OptionSet = Options | ((request: Request) => Options | Promise<Options>)

/** @param base Keys and addresses, which every set has. */
export function listOptionSets(base: Options): Readonly<Record<string, OptionSet>> {
  const signIn = { signInUrl: '/sign-in', signUpUrl: '/sign-up' }
  const satellite = {
    isSatellite: true,
    domain: 'shop.test',
    signInUrl: 'https://primary.test/sign-in',
    proxyUrl: undefined,
  }
  const withBase = (more: Options): Options => ({ ...base, ...more })
  return {
    plain: withBase(signIn),
    'no pages': withBase({ signInUrl: undefined, signUpUrl: undefined }),
    'a page elsewhere': withBase({ signInUrl: 'https://accounts.test/in?a=1', signUpUrl: 'https://accounts.test/up' }),
    'a sign-in page only': withBase({ signInUrl: '/sign-in?a=1', signUpUrl: null }),
    'empty texts': withBase({ ...signIn, domain: '', audience: '', jwtKey: '' }),
    'a callback': () => withBase(signIn),
    'a callback that waits': async (request) => withBase({ ...signIn, afterSignInUrl: request.url }),
    debug: withBase({ ...signIn, debug: true }),
    'a policy': withBase({ ...signIn, contentSecurityPolicy: {} }),
    'a strict policy': withBase({ ...signIn, contentSecurityPolicy: { strict: true } }),
    'a policy that reports': withBase({
      ...signIn,
      contentSecurityPolicy: { reportOnly: true, reportTo: 'https://reports.test/csp' },
    }),
    'a policy with directives': withBase({
      ...signIn,
      contentSecurityPolicy: {
        directives: { 'connect-src': ['https://api.test', 'self'], 'object-src': ['none'], 'img-src': ["'none'"] },
      },
    }),
    'a satellite': withBase(satellite),
    'a satellite by functions': withBase({
      ...satellite,
      isSatellite: (url: URL) => url.pathname.startsWith('/'),
      domain: (url: URL) => (url.pathname === '/never' ? 'never.test' : 'shop.test'),
    }),
    'no satellite by a function': withBase({ ...signIn, isSatellite: () => false, domain: () => 'shop.test' }),
    'a proxy by a function': withBase({ ...signIn, proxyUrl: (url: URL) => `${url.origin}/__clerk` }),
    'a relative proxy': withBase({ ...signIn, proxyUrl: '/__clerk' }),
    'a proxy of ours': withBase({ ...signIn, proxyUrl: undefined, frontendApiProxy: { enabled: true } }),
    'a proxy of ours elsewhere': withBase({
      ...signIn,
      proxyUrl: undefined,
      frontendApiProxy: { enabled: (url: URL) => url.pathname !== '/never', path: '/auth-proxy' },
    }),
    'a proxy that is off': withBase({ ...signIn, frontendApiProxy: { enabled: false } }),
  }
}
