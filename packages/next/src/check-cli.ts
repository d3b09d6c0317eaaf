#!/usr/bin/env node
/** The command `postern-next-check`. */
import { runCheck } from './build-check/run-check.ts'

process.exitCode = await runCheck(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
})
