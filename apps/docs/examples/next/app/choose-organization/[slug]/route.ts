import { auth } from '@postern/next'
import type { NextRequest } from 'next/server'
import { toOwnPath } from '../../../lib/own-path'

interface Context {
  readonly params: Promise<{ slug: string }>
}

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { slug } = await params
  await auth.protect({ organization: slug })
  const location = toOwnPath(request.nextUrl.searchParams.get('redirect_url'))
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}
