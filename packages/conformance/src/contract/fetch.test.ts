/** `@postern/fetch` keeps the contract. */
import { answerWithFetch } from './apps/answer-with-fetch.ts'
import { runContract } from './run-contract.ts'

runContract('fetch', answerWithFetch)
