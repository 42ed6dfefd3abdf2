import type { Api, HttpApp, HttpContext } from '../http/api.js'
import { getPrincipal } from '../http/get-principal.js'
import { reply } from '../http/reply.js'
import { route } from '../http/route.js'
import { invalid } from '../problem-status.js'
import { type UploadPort, uploadPath } from './upload-port.js'

const mostName = 500

/** Sending a file, where a server takes any: its bytes are the body, its name is in the address. */
export function addUploadRoutes(app: HttpApp, api: Api): void {
  const { uploads: port } = api
  if (port !== undefined) app.post(route(uploadPath), (context) => upload(context, api, port))
}

async function upload(context: HttpContext, api: Api, port: UploadPort): Promise<Response> {
  const { user } = await getPrincipal(context, api)
  const { incoming, outgoing } = context.env
  if (!/^application\/octet-stream\b/i.test(incoming.headers['content-type'] ?? ''))
    throw invalid('The body must be the bytes of one file, sent as application/octet-stream.', ['body'])
  const name = context.req.query('name') ?? ''
  if (name === '' || name.length > mostName)
    throw invalid(`The name of the file is expected: ?name=customers.csv, of at most ${mostName} characters.`, ['name'])
  const outcome = await api.slots.run(user, () => port.take(user, name, incoming))
  // What is left of a file that was refused is not read.
  if (!outcome.ok) outgoing.setHeader('connection', 'close')
  return reply(context, outcome)
}
