import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Log } from '@tenure/core'
import { invalid } from '../problem-status.js'
import type { HttpApp } from './api.js'
import { writeProblem } from './gate.js'
import { isAnswered, toProblem } from './reply.js'

/**
 * Answers Node's requests by the routes. Most handlers write to the socket and return `answered`; a `Response` is written for those that make one.
 * Node's own `Request`, `Headers` and `Response` are slow to load, so that nothing here makes one.
 */
export function createListener(app: HttpApp, log: Log): RequestListener {
  return async (incoming, outgoing) => {
    const address = addressOf(incoming)
    if (address === undefined) return writeProblem(outgoing, 400, invalid('This is no address of this server.', ['path']).problem)
    try {
      const response = await app.fetch(toRequest(incoming, address), { incoming, outgoing })
      if (!isAnswered(response)) await write(response, outgoing)
    } catch (error) {
      const problem = toProblem(error, log)
      if (outgoing.headersSent) outgoing.destroy()
      else writeProblem(outgoing, 500, problem)
    }
  }
}

function addressOf({ url = '/', headers: { host } }: IncomingMessage): string | undefined {
  const written = url.startsWith('/') ? `http://${host}${url}` : url
  return /^[^?]*\\/.test(url) || !URL.canParse(written) ? undefined : new URL(written).href
}

/** What the routes ask of a request; its body is read from Node's own. */
function toRequest({ method = 'GET', headers }: IncomingMessage, url: string): Request {
  const get = (name: string): string | null => {
    const value = headers[name.toLowerCase()]
    return (Array.isArray(value) ? value.join(', ') : value) ?? null
  }
  return { method, url, headers: { get } } as unknown as Request
}

async function write(response: Response, outgoing: ServerResponse): Promise<void> {
  const body = response.body === null ? undefined : Buffer.from(await response.arrayBuffer())
  if (body !== undefined) outgoing.setHeader('content-length', body.length)
  for (const [name, value] of response.headers) outgoing.setHeader(name, value)
  outgoing.writeHead(response.status)
  outgoing.end(body)
}
