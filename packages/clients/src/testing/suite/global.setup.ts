import { clerkSetup } from '@clerk/testing/playwright'
import { expect, test as setup } from '@playwright/test'

setup('a testing token is fetched with the secret key', async () => {
  await clerkSetup({ dotenv: false })
  expect(process.env['CLERK_TESTING_TOKEN']).toBeTruthy()
})
