#!/usr/bin/env node
/** The command `postern`. */
import { createHost } from './frame/host.ts'
import { run } from './run.ts'

process.exitCode = await run(process.argv.slice(2), createHost())
