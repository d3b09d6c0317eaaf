/** `@postern/hono` keeps the contract. */
import { answerWithHono } from './apps/answer-with-hono.ts'
import { runContract } from './run-contract.ts'

runContract('hono', answerWithHono)
