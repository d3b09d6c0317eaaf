/** Bench. What the figures were measured on: enough to judge them by, and nothing that names a machine, its owner or a folder. */
import { findPackageJSON } from 'node:module'
import { readFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'
import { findWorkerdVersion } from './workerd/start-workerd.ts'

/** The machine and the programs. */
export interface Card {
  readonly cpu: string
  readonly cores: number
  readonly memoryGib: number
  readonly system: string
  readonly node: string
  readonly workerd: string
  /** Versions of the peers and of the frameworks. */
  readonly packages: Readonly<Record<string, string>>
  /** Programs that wanted a core in the minute before the start. Above the number of cores, others were at work. */
  readonly load: number
}

const PACKAGES = ['@clerk/backend', '@clerk/hono', '@clerk/nextjs', 'hono', 'next', 'jose'] as const

/** Reads it now: call it before anything is measured. */
export function readCard(): Card {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split('-')[0] ?? ''} ${arch()}`,
    node: process.versions.node,
    workerd: findWorkerdVersion(),
    packages: Object.fromEntries(PACKAGES.map((name) => [name, readVersion(name)])),
    load: Math.round((loadavg()[0] ?? Number.NaN) * 100) / 100,
  }
}

export function printCard({ cpu, cores, memoryGib, system, node, workerd, packages, load }: Card): void {
  console.log(
    `${cpu}, ${cores} cores, ${memoryGib} GiB, ${system}; Node ${node}, workerd ${workerd}; load ${load} at the start`,
  )
  console.log(
    Object.entries(packages)
      .map((entry) => entry.join(' '))
      .join(', '),
  )
}

function readVersion(name: string): string {
  const manifest: unknown = JSON.parse(readFileSync(findPackageJSON(name, import.meta.url) ?? '', 'utf8'))
  return (manifest as { readonly version: string }).version
}
