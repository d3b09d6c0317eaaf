/** Does something again and again, in real time, as long as it is set. */
export interface Timer {
  set(isOn: boolean): void
}

export function createTimer(everyMs: number, work: () => void): Timer {
  let running: ReturnType<typeof setInterval> | null = null
  return {
    set: (isOn) => {
      if (isOn === (running !== null)) return
      if (running !== null) clearInterval(running)
      running = isOn ? setInterval(work, everyMs) : null
      // A test or a command that is done does not stay for it. Some platforms have numbers here, and nothing that would stay.
      if (typeof running === 'object' && running !== null && 'unref' in running) running.unref()
    },
  }
}
