/** `@postern/next` keeps the contract. */
import { answerWithNext } from './apps/answer-with-next.ts'
import { runContract } from './run-contract.ts'

runContract('next', answerWithNext)
