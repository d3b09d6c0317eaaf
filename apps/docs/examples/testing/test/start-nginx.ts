/** nginx with the page's file, and with nothing changed in it but ports and places. Waits until it listens. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findAnyPort } from '@postern/workspace/find-free-port'
import { HOST } from './ask'
import { startProgram } from './start-program'

export interface RunningProxy {
  /** Port for TLS. */
  readonly port: number
  /** Port without TLS. */
  readonly plainPort: number
  /** The certificate that it shows. */
  readonly ca: string
  readonly stop: () => Promise<void>
}

export const PAGE_FILE = readFileSync(new URL('../proxies/nginx.conf', import.meta.url), 'utf8')

/** @param site What stands in `conf.d`. @param appPort Where the application listens. */
export async function startNginx(program: string, site: string, appPort: number): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-nginx-'))
  const [port, plainPort] = [await findAnyPort(), await findAnyPort()]
  const ca = makeCertificate(folder)
  const placed = site
    .replace('listen 443 ', `listen 127.0.0.1:${port} `)
    .replace('listen 80;', `listen 127.0.0.1:${plainPort};`)
    .replaceAll('/etc/ssl/', `${folder}/`)
    .replace('127.0.0.1:3000', `127.0.0.1:${appPort}`)
  writeFileSync(join(folder, 'app.conf'), placed)
  mkdirSync(join(folder, 'temp'))
  writeFileSync(join(folder, 'nginx.conf'), toMainFile(folder))
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr']
  const nginx = await startProgram({ file: program, args, cwd: folder, port })
  const stop = async (): Promise<void> => {
    await nginx.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { port, plainPort, ca, stop }
}

/** What a distribution's own file says around `conf.d`, in a folder of ours and without a user of its own. */
function toMainFile(folder: string): string {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `  ${name}_temp_path ${folder}/temp/${name};`,
  )
  const http = ['  access_log off;', ...places, `  include ${folder}/app.conf;`]
  return ['daemon off;', 'worker_processes 1;', `pid ${folder}/nginx.pid;`, 'events {}', 'http {', ...http, '}'].join(
    '\n',
  )
}

/** A certificate for the host, signed by itself. @returns Its text. */
function makeCertificate(folder: string): string {
  const [key, certificate] = [join(folder, `${HOST}.key`), join(folder, `${HOST}.pem`)]
  const name = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`]
  const files = ['-keyout', key, '-out', certificate]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...name, ...files], {
    stdio: 'ignore',
  })
  return readFileSync(certificate, 'utf8')
}
