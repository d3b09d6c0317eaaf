import { createClerkClient } from '@postern/fetch'

const clerk = createClerkClient()

/** One service calls another. */
export async function fetchReport(url: string): Promise<unknown> {
  const { token } = await clerk.m2m.createToken({
    machineSecretKey: process.env['CLERK_MACHINE_SECRET_KEY'] ?? '',
    secondsUntilExpiration: 300,
  })
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  if (!response.ok) throw new Error(`The report was refused with ${response.status}.`)
  return response.json()
}
