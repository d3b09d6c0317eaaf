/** The pages of the sample application under each router: what is hidden, what is open, and which policies are asked thoroughly. Pure. */
import type { ProofConfig } from '../next/proof-variants.ts'
import { PLAIN_SITE, type Site } from './proof-requests.ts'

export interface ProofPages {
  readonly site: Site
  /** One path of each hidden page. */
  readonly hiddenPaths: readonly string[]
  /** Prefixes of hidden and of public pages, with the page that answers below each. */
  readonly hiddenPrefixes: Readonly<Record<string, string>>
  readonly openPrefixes: Readonly<Record<string, string>>
}

/** Asked with every header and method too in Next, which no style of pattern changes. */
export const THOROUGH: readonly string[] = ['segment protected', 'star public']

/** @param own Folder of what the kind of application answers without a page. */
export function toNextPages(config: ProofConfig, own: 'files' | 'api', buildId: string): ProofPages {
  const { basePath = '', assetPrefix = '', i18n } = config
  return {
    site: {
      basePath,
      buildId,
      locales: i18n?.locales ?? [],
      assetPrefix: assetPrefix.startsWith('/') ? assetPrefix : '',
    },
    hiddenPaths: ['/admin/a', '/vault/a', '/acme/projects/7', '/admin/static', `/${own}/a.png`],
    hiddenPrefixes: { '/admin': 'admin', '/vault': 'catch-all', '/acme/projects': 'projects' },
    openPrefixes: { '/docs': 'docs' },
  }
}

/** @param hasParameters Some routers of Hono take no parameter in front of a name. */
export function toHonoPages(hasParameters: boolean): ProofPages {
  const projects = hasParameters ? '/acme/projects' : '/files'
  return {
    site: PLAIN_SITE,
    hiddenPaths: ['/admin/a', '/vault/a', `${projects}/7`, '/files/a.png', '/api/a'],
    hiddenPrefixes: {
      '/admin': 'admin',
      '/vault': 'catch-all',
      [projects]: hasParameters ? 'projects' : 'files',
      '/api': 'api',
    },
    openPrefixes: { '/docs': 'docs', '/open': 'open' },
  }
}

export const FETCH_PAGES: ProofPages = {
  site: PLAIN_SITE,
  hiddenPaths: ['/admin/a', '/vault/a', '/acme/projects/7', '/files/a.png', '/api/a'],
  hiddenPrefixes: { '/admin': 'admin', '/vault': 'catch-all', '/acme/projects': 'projects' },
  openPrefixes: { '/docs': 'docs', '/open': 'open' },
}
