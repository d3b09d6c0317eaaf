/** A file that does not import from the vendor's packages is never touched, whatever else it says about them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rewriteFile } from './rewrite-file.ts'

const packages = { next: '@postern/next', hono: '@postern/hono', adapter: '@postern/fetch' }

const near = fc.constantFrom(
  '@clerk/nextjs/server.ts',
  './@clerk/nextjs/server',
  '@clerk/nextjs-server',
  '@clerk/react',
  '@clerk/types',
  '@postern/next',
  'x@clerk/nextjs/server',
  '@clerk/nextjs/server/',
  '@CLERK/nextjs/server',
  '@clerk/nextjs/errors',
)
const exact = fc.constantFrom('@clerk/nextjs/server', '@hono/clerk-auth', '@clerk/backend', '@clerk/nextjs')
const name = fc.constantFrom('auth', 'clerkMiddleware', 'createRouteMatcher', 'getAuth')

/** Lines of a program, each of which mentions a module and imports none of the vendor's. */
const line = fc.oneof(
  fc.tuple(name, near).map(([one, from]) => `import { ${one} as ${one}${from.length} } from '${from}'`),
  near.map((from) => `export * from "${from}"`),
  exact.map((from) => `// import { auth } from '${from}'`),
  exact.map((from) => `/* vi.mock('${from}') */`),
  exact.map((from) => `void \`import { auth } from '${from}'\``),
  exact.map((from) => `void "say '${from}' twice"`),
  exact.map((from) => `void /'${from.replaceAll('/', '\\/')}'/`),
  exact.map((from) => `void (<p>{'read '}import from &apos;{1}{/* '${from}' */} {"${from} "}</p>)`),
  near.map((from) => `void import('${from}')`),
  near.map((from) => `jest.mock('${from}', () => ({ auth: 1 }))`),
  fc.string().map((text) => `void ${JSON.stringify(text)}`),
)
const endings = fc.constantFrom('\n', '\r\n', ';\n', '\n\n')

describe('rewriteFile', () => {
  it('changes no byte of a program without such an import', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(line, endings)), fc.boolean(), (lines, hasMark) => {
        const text = `${hasMark ? '\uFEFF' : ''}${lines.map((parts) => parts.join('')).join('')}`
        const { text: after, changes, findings } = rewriteFile('file.tsx', text, packages)
        expect([after, changes, findings.filter(({ level }) => level !== 'by-hand')]).toEqual([text, [], []])
      }),
      { numRuns: 300 },
    )
  })

  it('changes no byte of what is no program', () => {
    fc.assert(
      fc.property(fc.string(), exact, fc.string(), (before, from, after) => {
        const text = `${before}<<<${from}>>>${after}`
        expect(rewriteFile('file.ts', text, packages).text).toBe(text)
      }),
    )
  })

  it('changes nothing the second time, and only between imports the first time', () => {
    fc.assert(
      fc.property(
        fc.array(line),
        fc.subarray(['auth', 'getAuth', 'buildClerkProps', 'type WebhookEvent']),
        (lines, names) => {
          const body = lines.map((one) => `${one}\n`).join('')
          const once = rewriteFile(
            'file.tsx',
            `${body}import { ${names.join(', ')} } from '@clerk/nextjs/server'\n${body}`,
            packages,
          )
          expect(once.text.startsWith(body) && once.text.endsWith(body)).toBe(true)
          expect(rewriteFile('file.tsx', once.text, packages)).toMatchObject({ text: once.text, changes: [] })
        },
      ),
    )
  })
})
