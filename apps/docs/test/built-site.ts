/** The site as `pnpm --filter @postern/docs build` left it: its pages, its index, and a plain server of files. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { extname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

/** Where the site was built. */
export const dist: string = fileURLToPath(new URL('../dist', import.meta.url))

if (!existsSync(join(dist, '404.html')))
  throw new Error('There is no built site: run pnpm --filter @postern/docs build.')

/** Addresses of all pages, `/do/csp.html`; that of an index ends with a slash. */
export const pages: readonly string[] = globSync('**/*.html', { cwd: dist })
  .map((path) => `/${path.replaceAll('\\', '/').replace(/(^|\/)index\.html$/, '$1')}`)
  .toSorted()

/** @param address A path of the site. @returns The file that a plain server gives for it. */
export const toFile = (address: string): string => join(dist, address.endsWith('/') ? `${address}index.html` : address)

/** The HTML of a page. */
export const readPage = (address: string): string => readFileSync(toFile(address), 'utf8')

/** What the search box loads. */
export const readSearchIndex = async (): Promise<string> => {
  const [chunk] = globSync('assets/chunks/@localSearchIndexroot.*.js', { cwd: dist })
  if (chunk === undefined) throw new Error('The built site has no search index.')
  const loaded: { readonly default: string } = await import(pathToFileURL(join(dist, chunk)).href)
  return loaded.default
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

/** A server of the built files, as any static host is one: no rewriting, compressed with gzip. */
export interface SiteServer {
  readonly origin: string
  readonly close: () => Promise<void>
}

const answer = (path: string): { readonly status: number; readonly file: string } => {
  const file = toFile(path)
  return existsSync(file) && extname(file) !== '' ? { status: 200, file } : { status: 404, file: toFile('/404.html') }
}

const toOrigin = (server: Server): string => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return `http://127.0.0.1:${address.port}`
}

/** Starts it on a free port of this machine. */
export const serveSite = async (): Promise<SiteServer> => {
  const server = createServer((request, response) => {
    const { status, file } = answer(decodeURI(new URL(request.url ?? '/', 'http://site.test').pathname))
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    response.writeHead(status, { 'content-type': type, 'content-encoding': 'gzip' })
    response.end(gzipSync(readFileSync(file)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { origin: toOrigin(server), close }
}
