/**
 * What handshake.md says of each rule table: a title, what the table is for, and its facts in words.
 *
 * A table's rows come from the code that runs. Their conditions are printed in the words of `fact-words.ts`; a fact that has none stops the
 * page from being made.
 */
import { suffixRules } from '../../../packages/core/src/credentials/read-credentials.ts'
import { arrivalRules, bearerRules, proofRules } from '../../../packages/core/src/handshake/arrival-rules.ts'
import {
  gateRules,
  activationRules,
  renewalRules,
  verdictRules,
} from '../../../packages/core/src/handshake/verdict-rules.ts'
import {
  causeRules,
  forgivenessRules,
  redemptionRules,
  yieldRules,
} from '../../../packages/core/src/handshake/redemption-rules.ts'
import { renewalProofRules } from '../../../packages/core/src/provider/renew-session.ts'
import { accessRules, answerRules } from '../../../packages/core/src/protection/access-rules.ts'
import {
  exceptionRules,
  lossRules,
  machineTokenRules,
  refusalRules,
} from '../../../packages/core/src/protection/refusal-rules.ts'
import { FACT_WORDS } from './fact-words.ts'
import type { Section } from './section.ts'
import { TOKEN_SECTIONS } from './token-sections.ts'

/** In the order in which a request meets them. */
export const SECTIONS: readonly Section[] = [
  {
    title: 'Where is the proof?',
    text: 'The first question of all. A proof in the `Authorization` header, or in the handshake of a WebSocket, is the only one that is looked at.',
    rules: proofRules,
    file: 'handshake/arrival-rules.ts',
    words: FACT_WORDS.proof,
  },
  {
    title: 'Is the token in the header looked at?',
    text: 'What it says of itself, before any signature is checked.',
    rules: bearerRules,
    file: 'handshake/arrival-rules.ts',
    words: FACT_WORDS.bearer,
  },
  {
    title: 'Which cookies count?',
    text: 'Cookies come in two sets: plain ones, and ones with a suffix that is made from the publishable key. This table says which set is believed when they disagree.',
    rules: suffixRules,
    file: 'credentials/read-credentials.ts',
    words: FACT_WORDS.cookies,
  },
  {
    title: 'Does a handshake count?',
    text:
      'This is asked of the result of a handshake, before anything else. If no handshake counts, the tables below go on as if there were none.' +
      ' A page itself is visited if no frame shows it and nothing loads it in advance. A trip is due if only the provider knows who is here, and was' +
      ' not asked just now. A session stands if it is good before any of these tables, and verifies if it is good at least' +
      ' ([026](decisions/026-a-handshake-brings-what-was-asked-for.md)).',
    rules: redemptionRules,
    file: 'handshake/redemption-rules.ts',
    words: FACT_WORDS.redemption,
  },
  {
    title: 'Does a handshake fail by its clock alone?',
    text: 'Asked where a token of a handshake does not verify. What is forgiven is looked at again with a day of skew, once.',
    rules: forgivenessRules,
    file: 'handshake/redemption-rules.ts',
    words: FACT_WORDS.forgiveness,
  },
  {
    title: 'Why does a handshake bring nothing?',
    text: 'Says the cure, where one is known; it is added to what the log is told.',
    rules: causeRules,
    file: 'handshake/redemption-rules.ts',
    words: FACT_WORDS.cause,
  },
  {
    title: 'What does a development handshake come to?',
    text: '`return` sends the browser, signed out, to the URL without the handshake; `go-on` is as if there had been none.',
    rules: yieldRules,
    file: 'handshake/redemption-rules.ts',
    words: FACT_WORDS.yield,
  },
  {
    title: 'Arrival',
    text: 'What the cookies alone say, before any signature is checked.',
    rules: arrivalRules,
    file: 'handshake/arrival-rules.ts',
    words: FACT_WORDS.arrival,
  },
  {
    title: 'Verdict',
    text: 'What verification brought. For a session that has `expired` the next table says more.',
    rules: verdictRules,
    file: 'handshake/verdict-rules.ts',
    words: FACT_WORDS.verdict,
  },
  {
    title: 'Is the session renewed?',
    text: 'Asked for a session that has run out, before the provider is asked and after it. `expired` and `refused` travel, with the reason of the row or of the provider.',
    rules: renewalRules,
    file: 'handshake/verdict-rules.ts',
    words: FACT_WORDS.renewal,
  },
  {
    title: 'Can a renewal be asked for?',
    text: 'Looked at before the provider is asked for a new session token, which the last row does. The other rows say why it was not; they leave no name in the trace, as the reason says it.',
    rules: renewalProofRules,
    file: 'provider/renew-session.ts',
    words: FACT_WORDS.renewalProof,
  },
  {
    title: 'Activation',
    text: 'Asked only for a cookie session that verified without a trip and without renewal.',
    rules: activationRules,
    file: 'handshake/verdict-rules.ts',
    words: FACT_WORDS.activation,
  },
  {
    title: 'May the browser travel?',
    text:
      'Asked for every trip that a table above wants. `go` is a redirect; `stay` and `stay-looping` leave the visitor where they are, signed out for the' +
      ' same reason, or signed in where the session was good; `refuse` is a 503 that makes the browser ask again in earnest.',
    rules: gateRules,
    file: 'handshake/verdict-rules.ts',
    words: FACT_WORDS.gate,
  },
  {
    title: 'May they be here?',
    text: '`protect()`, on the auth object as the route accepts it.',
    rules: accessRules,
    file: 'protection/access-rules.ts',
    words: FACT_WORDS.access,
  },
  {
    title: 'What are they told?',
    text: 'The answer that `protect()` gives.',
    rules: answerRules,
    file: 'protection/access-rules.ts',
    words: FACT_WORDS.answer,
  },
  {
    title: 'Is the refusal carried out?',
    text:
      'What a rule of the application refused, by `protect()` or a redirect. A rule stands in front of an application in Next and in' +
      " Hono's middleware ([019](decisions/019-a-refusal-that-would-help-nobody.md)).",
    rules: refusalRules,
    file: 'protection/refusal-rules.ts',
    words: FACT_WORDS.refusal,
  },
  {
    title: 'Did a refusal get lost?',
    text:
      'Asked when the rule has ended without an exception, if a `protect()` of it rejected. A lost refusal is carried out' +
      ' ([006](decisions/006-a-refusal-cannot-be-forgotten.md)).',
    rules: lossRules,
    file: 'protection/refusal-rules.ts',
    words: FACT_WORDS.loss,
  },
  {
    title: 'What does an exception mean?',
    text: 'Asked of every exception on the way to a decision that is no refusal. Where it propagates, the framework answers, and nothing is decided.',
    rules: exceptionRules,
    file: 'protection/refusal-rules.ts',
    words: FACT_WORDS.exception,
  },
  {
    title: 'Does a machine token count?',
    text: 'Asked once somebody has asked about its kind, and it was looked at here or by the provider.',
    rules: machineTokenRules,
    file: 'protection/refusal-rules.ts',
    words: FACT_WORDS.machineToken,
  },
  ...TOKEN_SECTIONS,
]
