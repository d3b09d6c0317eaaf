/** Core with the thinnest adapter there can be: what the table says must follow from decisions alone. */
import { answerWithCore } from './apps/answer-with-core.ts'
import { runContract } from './run-contract.ts'

runContract('core', answerWithCore)
