/**
 * Where do the demo's servers listen? The usual ports → free ones, and a remark for each that is not the usual one. Waits for the
 * operating system.
 */
import { findFreePort } from './find-free-port.ts'

/** The ports of the demo when nobody else uses them. */
export const USUAL_PORTS: DemoPorts = { emulator: 4000, app: 3000, worker: 8787 }

/** One port for each server. */
export interface DemoPorts {
  readonly emulator: number
  readonly app: number
  readonly worker: number
}

const TITLES: Readonly<Record<keyof DemoPorts, string>> = {
  emulator: 'sign-in server',
  app: 'Next app',
  worker: 'Hono worker',
}

/**
 * Chooses a free port for each server.
 *
 * @param say Told about each port that was busy.
 * @throws Error When no port near a wanted one is free.
 */
export const findDemoPorts = async (
  say: (line: string) => void,
  wanted: DemoPorts = USUAL_PORTS,
): Promise<DemoPorts> => {
  const taken: number[] = []
  const choose = async (server: keyof DemoPorts): Promise<number> => {
    const port = await findFreePort(wanted[server], taken)
    if (port === null)
      throw new Error(
        `No free port for the ${TITLES[server]} near ${wanted[server]}. Stop what listens there, then try again.`,
      )
    if (port !== wanted[server]) say(`Port ${wanted[server]} is busy; the ${TITLES[server]} takes ${port}.`)
    taken.push(port)
    return port
  }
  return { emulator: await choose('emulator'), app: await choose('app'), worker: await choose('worker') }
}
