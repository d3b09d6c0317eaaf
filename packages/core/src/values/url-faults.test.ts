import { describeTable, toProduct, type Cases } from '../../test/rule-tables.ts'
import { toUrl } from '../foundation/is-record.ts'
import { urlFaults, type UrlKind } from './url-faults.ts'

type UrlText = Parameters<(typeof urlFaults)[number][1]>[0]

const ANY: UrlKind = { isBase: false, isHostEnough: false }
const BASE: UrlKind = { isBase: true, isHostEnough: false }
const HOST: UrlKind = { isBase: true, isHostEnough: true }
const of = (text: string, kind: UrlKind): UrlText => ({
  ...kind,
  text,
  url: toUrl(text, 'https://application.invalid'),
})

const cases: Cases<UrlText> = {
  'url-without-scheme': [
    of('app.example.com/x?y', BASE),
    of('app.example.com', ANY),
    of('app.example.com:99999?y', BASE),
    of('localhost:3000', ANY),
    of('//ann:secret@app.example.com/x?y', HOST),
    of('//[', HOST),
  ],
  'url-unreadable': [of('https://[?y', BASE), of('//[?y', BASE), of('http://ann@[', ANY)],
  'url-of-another-scheme': [of('ftp://ann:secret@app.example.com?y', BASE), of('mailto:ann', ANY)],
  'url-with-user': [of('//ann:secret@app.example.com?y', BASE), of('https://:secret@app.example.com/#y', HOST)],
  'url-that-is-a-path': [of('/x?y', BASE), of('x', BASE), of('?y', BASE)],
  'url-with-a-tail': [of('https://app.example.com/?y', BASE), of('/x#y', HOST)],
  'url-that-can-be-called': [
    of('https://app.example.com/x?y', ANY),
    of('/x?y', ANY),
    of('/x', HOST),
    of('https://app.example.com', BASE),
  ],
}

const all = toProduct<{ start: string; user: string; host: string; tail: string; kind: UrlKind }>({
  start: ['', '/', '//', '/\\', 'http://', 'ftp://', 'mailto:'],
  user: ['', 'ann@', ':secret@'],
  host: ['', 'x', 'app.example.com', 'localhost:3000', '[', 'app.example.com:99999'],
  tail: ['', '/x', '?y', '/x#y'],
  kind: [ANY, BASE, HOST, { isBase: false, isHostEnough: true }],
})

describeTable(
  'urlFaults',
  urlFaults,
  of('https://app.example.com', ANY),
  cases,
  all.map(({ start, user, host, tail, kind }) => of(start + user + host + tail, kind)),
)
