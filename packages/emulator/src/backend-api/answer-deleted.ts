/** What a server is told of something that it took away. */
import { answerJson } from '../http/answers.ts'

/** @param object What kind of thing it was, as the API names kinds. */
export function answerDeleted(object: string, id: string): Response {
  return answerJson({ object, id, deleted: true })
}
