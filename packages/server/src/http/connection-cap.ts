import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** How many connections beyond the limit are kept for a refusal, and how long one that sends no request is kept. */
const refusedAtOnce = 64
const patienceMs = 2_000

/**
 * Limits the connections that are open at the same time. Idle ones make room first. One beyond the limit is kept only until its
 * request has been refused; far beyond it, connections are closed without an answer. Returns whether a request is to be refused.
 */
export function capConnections(http: HttpServer, limit: number): (incoming: IncomingMessage) => boolean {
  const open = new Set<Socket>()
  const refused = new WeakSet<Socket>()
  http.maxConnections = limit + refusedAtOnce
  http.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    if (open.size <= limit) return
    http.closeIdleConnections()
    if (countOpen(open) <= limit) return
    refused.add(socket)
    socket.setTimeout(patienceMs, () => socket.destroy())
  })
  return ({ socket }) => refused.has(socket)
}

function countOpen(sockets: ReadonlySet<Socket>): number {
  return [...sockets].filter((socket) => !socket.destroyed).length
}
