/** A runtime that serves the suite's handler on a port of this machine. */
import type { Sites } from '../app/create-handler.ts'

export interface Runtime {
  /** Port on 127.0.0.1. */
  readonly port: number
  readonly stop: () => Promise<void>
}

/** @param environment Variables of the platform, beside the sites. */
export type StartRuntime = (sites: Sites, environment: Readonly<Record<string, string>>) => Promise<Runtime>
