/** Bench. Loaded into a server before anything else: tells the process that started it its CPU time, in microseconds, and ends with it. */
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuUs: user + system })
})
process.once('disconnect', () => process.exit())
