#!/usr/bin/env node
/** The command `postern-emulator`. */
import { runCli } from './run-cli.ts'

process.exitCode = await runCli(process.argv.slice(2))
