import { describe, expect, it } from 'vitest'
import { processTerm, tokenize } from '../.vitepress/search/words.ts'

const toTerms = (text: string): string[] =>
  tokenize(text)
    .map(processTerm)
    .filter((term) => term !== null)

describe('words of a search', () => {
  it.each([
    ['log out', 'signing out'],
    ['log me out', 'sign people out'],
    ['logout button', 'sign-out buttons'],
    ['login', 'sign in'],
    ['register', 'sign up'],
    ['middleware', 'proxy'],
    ['organisations', 'team'],
    ['How do I log in?', 'signed in'],
    ['web socket', 'WebSockets'],
    ['Next.js', 'nextjs'],
    ['content security policy', 'CSP'],
    ['deployed containers', 'deploy container'],
  ])('%j finds %j', (typed, written) => {
    expect(toTerms(written)).toEqual(expect.arrayContaining(toTerms(typed)))
  })
  it.each([
    ['role', 'permission'],
    ['session', 'token'],
    ['sign in', 'sign out'],
    ['sign in', 'sign up'],
    ['user', 'organization'],
  ])('%j is not %j', (typed, written) => {
    expect(toTerms(typed)).not.toEqual(toTerms(written))
  })
  it('finds a name by its parts and as a whole', () => {
    expect(toTerms('createRouteMatcher')).toEqual(expect.arrayContaining(toTerms('createroutematcher route matcher')))
    expect(toTerms('ERR_AUTH_OPTION_INVALID')).toEqual(expect.arrayContaining(toTerms('option invalid')))
  })
  it('does not look for words that every question has', () => {
    expect(toTerms('how do I get the')).toEqual([])
  })
})
