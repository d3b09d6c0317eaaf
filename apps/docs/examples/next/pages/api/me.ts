import { getAuth } from '@postern/next'
import type { NextApiRequest, NextApiResponse } from 'next'

export default function handler(req: NextApiRequest, res: NextApiResponse): void {
  const { isAuthenticated, userId, orgSlug } = getAuth(req)
  if (!isAuthenticated) {
    res.status(401).json({ error: 'Sign in first.' })
    return
  }
  res.json({ userId, orgSlug })
}
