'use server'

import { auth, clerkClient } from '@postern/next'
import { redirect } from 'next/navigation'
import { toOwnPath } from '../../lib/own-path'

export async function createOrganization(form: FormData): Promise<never> {
  const { userId } = await auth.protect()
  const name = form.get('name')
  if (typeof name !== 'string') throw new TypeError('The form has no field "name".')
  const client = await clerkClient()
  const { slug } = await client.organizations.createOrganization({
    name,
    createdBy: userId,
  })
  redirect(`/choose-organization/${slug}?redirect_url=${encodeURIComponent(toOwnPath(form.get('back')))}`)
}
