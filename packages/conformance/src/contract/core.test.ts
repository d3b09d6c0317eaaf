/** Core with the thinnest adapter there can be: what the table says must follow from decisions alone. */
import { answerWithCore } from './core-app.ts'
import { runContract } from './run-contract.ts'

runContract('core', (options) => answerWithCore(options))
