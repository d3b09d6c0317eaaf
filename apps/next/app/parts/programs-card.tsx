import { Command } from './command'
import { ownOrigin } from './own-origin'
import { provider } from './provider'

/** Path, the kind of token, and one that every emulator has. */
const routes = [
  ['/api', 'an API key', 'ak_secretadacli'],
  ['/m2m', 'a machine token', null],
  ['/oauth', 'an OAuth token', null],
  ['/user', 'a session token', null],
  ['/any', 'any of these', 'ak_secretadacli'],
] as const

export async function ProgramsCard() {
  const [origin, { console }] = await Promise.all([ownOrigin(), provider()])
  return (
    <section aria-labelledby="programs" className="card">
      <h2 id="programs">For programs</h2>
      <p>
        Each of these wants a kind of token, and says whose it is.{' '}
        {console === null ? 'Put yours where the dots are.' : <a href={console}>The emulator’s console makes them.</a>}
      </p>
      {routes.map(([path, kind, known]) => (
        <div key={path}>
          <h3>
            <code>{path}</code> is opened by {kind}
          </h3>
          <Command
            label={`the command for ${path}`}
            line={`curl ${origin}${path} -H 'authorization: Bearer ${console === null ? '…' : (known ?? '…')}'`}
          />
        </div>
      ))}
    </section>
  )
}
