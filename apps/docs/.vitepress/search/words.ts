/**
 * What somebody types, and what a page says → the terms by which both find each other. Pure, and the same while the index is built, in the box and
 * in tests.
 */

/** Words of questions that every question has. Short ones only: a word that could be asked about is no stop word. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about after all am an and any are as at be been but by can cannot could did do does doing don for from get gets getting give given had has have
  how i if in into is isn it its just let like make me my need no not of on one or our out please should so some than that the their them then there
  these they this to too use using want wants was we were what when where which while who why will with without won would you your`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

/** Phrases of several words that mean one thing, before the text is cut into words. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:log|sign)(?:ging|ing|ged|ed|s)?(?: (?:me|them|people|users?|somebody))?[ -]?out\b|\blogoff\b/g, 'signout'],
  [/\b(?:log|sign)(?:ging|ing|ged|ed|s)?(?: (?:me|them|people|users?|somebody))?[ -]?(?:in|on)\b/g, 'signin'],
  [/\b(?:sign(?:ing|ed|s)?[ -]?up|regist(?:er|ration)\w*|creat\w* (?:an )?account)\b/g, 'signup'],
  [/\brate[ -]?limit\w*/g, 'ratelimit'],
  [/\bnext\.?js\b/g, 'next'],
  [/\bnode\.?js\b/g, 'node'],
  [/\bweb[ -]?sockets?\b/g, 'websocket'],
  [/\bweb[ -]?hooks?\b/g, 'webhook'],
  [/\bmulti[ -]?tenan\w+\b/g, 'tenant'],
  [/\bm2m\b|\bmachine[ -]to[ -]machine\b/g, 'machine'],
  [/\bcontent[ -]security[ -]polic(?:y|ies)\b/g, 'csp'],
  [/\bapi[ -]?keys?\b/g, 'apikey'],
  [/\be2e\b|\bend[ -]to[ -]end\b/g, 'playwright browser test'],
]

/** The few endings that matter for finding: plural, `-ing`, `-ed`. Not a stemmer of linguists, and the same for both sides. */
const withoutEnding = (word: string): string => {
  if (word.length <= 4) return word.replace(/(?<=[^su])s$/, '')
  return word
    .replace(/ies$/, 'y')
    .replace(/(?<=ss|sh|ch|x)es$/, '')
    .replace(/(?<=[^su])s$/, '')
    .replace(/(?<=[a-z]{3})(?:ing|ed)$/, '')
    .replace(/(?<=[a-z]{3})(?:ation|ate)$/, 'at')
    .replace(/([bdgmnprt])\1$/, '$1')
    .replace(/(?<=[a-z]{3})e$/, '')
}

/** Words that people use for each other, each becomes the first of its line. */
const SYNONYMS: ReadonlyMap<string, string> = new Map(
  [
    'signin login logon',
    'signout logout',
    'signup enroll',
    'organization org organisation team workspace',
    'proxy middleware',
    'user person people',
    'picture avatar photo',
    'redirect bounce',
    'loop endless infinite',
    'mistake error exception',
    'container docker',
    'preview staging',
    'deploy ship host',
    'websocket ws',
    'language locale i18n translation',
    'environment env variable',
    'machine service backend cron',
    'credential password',
    'mock fake stub',
  ].flatMap((line) => {
    const [first = '', ...others] = line.split(' ')
    return others.map((word) => [withoutEnding(word), withoutEnding(first)] as const)
  }),
)

/** `createRouteMatcher` is found by each of its words, too. */
const splitName = (word: string): readonly string[] => {
  const parts = word.split(/(?<=[a-z0-9])(?=[A-Z])|[_.]/).filter((part) => part !== '')
  return parts.length > 1 ? [word, ...parts] : [word]
}

/** Cuts a text into words. Names in camel case and in constants' spelling stay whole and are cut as well. */
export const tokenize = (text: string): string[] => {
  const named = [...text.matchAll(/\w*[a-z0-9][A-Z]\w*|\w+_\w+/g)].flatMap(([name]) => splitName(name))
  const plain = PHRASES.reduce((all, [phrase, word]) => all.replace(phrase, ` ${word} `), text.toLowerCase())
  return [...plain.split(/[^\p{L}\p{N}]+/u), ...named].filter((word) => word !== '')
}

/** @returns The term of a word; null for one that finds nothing. */
export const processTerm = (word: string): string | null => {
  const lower = word.toLowerCase()
  if (STOP_WORDS.has(lower)) return null
  const bare = withoutEnding(lower)
  return SYNONYMS.get(bare) ?? bare
}
