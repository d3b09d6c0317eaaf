import { describe, expect, it } from 'vitest'
import { parseForms } from './html-forms.ts'

const page = new URL('http://127.0.0.1:4000/sign-in?redirect_url=x')
const only = (html: string) => parseForms(html, page)[0]

describe('parseForms', () => {
  it('reads action, method, fields and buttons', () => {
    const form = only(`
      <form class="card" method="post" action="/sign-in?a=1&amp;b=2">
        <input type="hidden" name="redirect_url" value="http://localhost:3000/?x=&quot;1&quot;">
        <input name="email" placeholder="a > b">
        <input type="checkbox" name="remember" value="yes">
        <button name="user" value="user_ada"><b>Ada</b> &amp; Co</button>
        <button type="button">Help</button>
      </form>`)
    expect(form).toEqual({
      action: new URL('http://127.0.0.1:4000/sign-in?a=1&b=2'),
      method: 'POST',
      fields: { redirect_url: 'http://localhost:3000/?x="1"', email: '' },
      buttons: [{ name: 'user', value: 'user_ada', text: 'Ada & Co' }],
    })
  })
  it('sends a form without an action to the page itself, by GET', () => {
    expect(only('<form><input name=q value=1></form>')).toEqual({
      action: page,
      method: 'GET',
      fields: { q: '1' },
      buttons: [],
    })
  })
  it('keeps forms apart', () => {
    expect(
      parseForms('<form action="/a"></form><p><form action="/b"></form>', page).map(({ action }) => action.pathname),
    ).toEqual(['/a', '/b'])
  })
  it('leaves out a form whose action is no URL', () => {
    expect(parseForms('<form action="http://["></form>', page)).toEqual([])
  })
})
