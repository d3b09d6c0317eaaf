import { createServer, type IncomingMessage } from 'node:http'
import { verifyToken, type SessionClaims } from '@postern/fetch'
import { WebSocketServer, type WebSocket } from 'ws'

const ORIGINS = ['http://localhost:3000']
const PREFIX = 'postern.token.'

const server = createServer((_request, response) => response.end('Open a socket at /socket.'))
const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'chat', maxPayload: 64 * 1024 })

server.on('upgrade', (request, connection, head) => {
  // Without a listener, an error of one connection ends the whole process.
  connection.on('error', () => connection.destroy())
  authenticate(request).then(
    (claims) => sockets.handleUpgrade(request, connection, head, (socket) => serve(socket, claims)),
    () => connection.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n'),
  )
})

/** Rejects for everybody who shows no token that holds. */
async function authenticate({ url, headers }: IncomingMessage): Promise<SessionClaims> {
  if (url !== '/socket' || !ORIGINS.includes(headers.origin ?? '')) throw new Error('No socket for them.')
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
  const token = offered.find((name) => name.startsWith(PREFIX))
  return verify(token ?? '')
}

async function verify(text: string): Promise<SessionClaims> {
  const claims = await verifyToken(text.slice(PREFIX.length))
  if (claims.sts === 'pending') throw new Error('The sign-in is not finished.')
  return claims
}

/** The token says until when. A newer one of the same session, sent as a message, keeps the socket open. */
function serve(socket: WebSocket, claims: SessionClaims): void {
  let end = closeAt(socket, claims)
  const prolong = (next: SessionClaims): void => {
    clearTimeout(end)
    if (next.sid === claims.sid) end = closeAt(socket, next)
    else socket.close(4401, 'token of another session')
  }
  socket.on('error', () => socket.terminate())
  socket.on('close', () => clearTimeout(end))
  socket.on('message', (data) => {
    const text = Buffer.isBuffer(data) ? data.toString() : ''
    if (!text.startsWith(PREFIX)) socket.send(`${claims.sub}: ${text}`)
    else verify(text).then(prolong, () => socket.close(4401, 'token not accepted'))
  })
}

function closeAt(socket: WebSocket, { exp }: SessionClaims): NodeJS.Timeout {
  return setTimeout(() => socket.close(4401, 'session token expired'), exp * 1000 - Date.now())
}

server.listen(Number(process.env['PORT'] ?? 3000), () => {
  const address = server.address()
  if (typeof address === 'object') console.log(`Listening on http://localhost:${address?.port}`)
})
