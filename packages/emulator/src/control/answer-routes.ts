/** `GET /__emu/routes`: what this version answers. Whatever is missing gets 501. */
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import type { Asker, Route } from '../http/route.ts'

const AREAS: Readonly<Record<Asker, string>> = {
  script: 'browser',
  program: 'server',
  asset: 'browser',
  page: 'page',
  console: 'console',
}

export function answerRoutes({ routes }: Call): Response {
  return answerJson({ routes: routes.map(toLine) })
}

function toLine({ methods, path, asker }: Route): Readonly<Record<string, string>> {
  return { area: AREAS[asker], methods, path }
}
