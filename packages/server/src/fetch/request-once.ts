import { type IncomingMessage, request } from 'node:http'
import { isIP, type Socket } from 'node:net'
import { nameOf, portOf } from './check-url.js'

/** Opens a connection to exactly this address: no name is looked up any more, so it cannot lead elsewhere meanwhile. */
export type Connect = (to: { readonly host: string; readonly port: number }) => Socket

/** One request. */
export interface OneRequest {
  readonly url: URL
  /** The IP address of its server, which was checked. */
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  readonly connect: Connect
}

/** Sends one GET and waits for the head of the answer. It carries nothing but what is given: no cookies, no credentials, no proxy. */
export async function requestOnce({ url, address, headers, signal, connect }: OneRequest): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:' ? await import('node:tls') : undefined
  return new Promise((resolve, reject) => {
    const plain = connect({ host: address, port: portOf(url) })
    const createConnection = () => (secure ? toSecure(secure, plain, nameOf(url)) : plain)
    // Without an agent every request has a connection of its own.
    const sent = request({ createConnection, path: `${url.pathname}${url.search}`, headers: { host: url.host, ...headers }, signal })
    sent.on('response', resolve)
    sent.on('error', (error) => {
      plain.destroy()
      reject(error)
    })
    plain.on('error', reject)
    sent.end()
  })
}

// TLS takes a while to load, and most starts fetch nothing.
function toSecure({ connect }: typeof import('node:tls'), socket: Socket, name: string): Socket {
  return connect({ socket, host: name, ...(isIP(name) === 0 && { servername: name }) })
}
