/** The console's script: buttons that copy, and lists that follow what happens. Every page works without it. */
import type { PageScript } from '../answer-page.ts'

const text = `(() => {
  const root = document.querySelector('[data-page]')
  const said = document.getElementById('said')
  const live = document.getElementById('live')
  const say = (words) => { said.textContent = words }
  const write = async (field, words) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(words)
    getSelection().selectAllChildren(field)
    document.execCommand('copy')
  }
  const addButtons = (place) => {
    for (const field of place.querySelectorAll('[data-copy]')) {
      const button = document.createElement('button')
      const name = field.dataset.copy
      const label = (verb) => { button.textContent = verb; button.setAttribute('aria-label', verb + ' ' + name) }
      button.type = 'button'
      button.className = 'copy'
      label('Copy')
      button.addEventListener('click', async () => {
        try { await write(field, field.value ?? field.textContent); label('Copied'); say(name + ' copied') }
        catch { say(name + ' could not be copied') }
        setTimeout(() => label('Copy'), 2000)
      })
      field.after(button)
    }
  }
  const regions = () => [...document.querySelectorAll('[data-live]')]
  const shown = new Map(regions().map((region) => [region.dataset.live, region.innerHTML]))
  addButtons(document)
  const isInUse = (region) => region.contains(document.activeElement) ||
    (!getSelection().isCollapsed && region.contains(getSelection().anchorNode))
  const refresh = async () => {
    const answer = await fetch(root.dataset.page, { headers: { accept: 'text/html' } })
    if (!answer.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const region of regions()) {
      const name = region.dataset.live
      const next = fresh.querySelector('[data-live="' + name + '"]')
      if (!next || next.innerHTML === shown.get(name) || isInUse(region)) continue
      shown.set(name, next.innerHTML)
      region.replaceChildren(...next.childNodes)
      addButtons(region)
    }
  }
  if (!live) return
  let isOn = true
  let isLost = false
  live.hidden = false
  live.addEventListener('click', () => {
    isOn = !isOn
    live.setAttribute('aria-pressed', String(isOn))
  })
  setInterval(async () => {
    if (!isOn || document.hidden) return
    try { await refresh(); if (isLost) say('The emulator answers again.'); isLost = false }
    catch { if (!isLost) say('The emulator does not answer.'); isLost = true }
  }, 2000)
})()`

/** The console's script. */
export const consoleScript: PageScript = { text, hash: 'DpGQOh1XNq7jRmV/rKV+yN8QYWcQYI3D7qymbQFFVXs=' }
