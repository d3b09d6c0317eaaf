/** In development, on Node: tells once what `config.matcher` does not show. Does not wait. Nothing of it is in a build for production. */
import { readBuild } from './read-build.ts'

export function tellUncovered(): void {
  if (process.env.NODE_ENV === 'development') {
    if (process.env.NEXT_RUNTIME !== 'edge') {
      import('../build-check/tell-in-development.ts').then(
        ({ tellInDevelopment }) => tellInDevelopment(readBuild()),
        // A convenience; the application goes on without it.
        () => {},
      )
    }
  }
}
