import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { invalid } from '../problem-status.js'
import type { Api, HttpApp, HttpContext } from './api.js'
import { getPrincipal } from './get-principal.js'
import { reply } from './reply.js'

/** The module of an element as it was read: its text, and a name that changes with it. */
interface ElementFile {
  readonly stamp: string
  readonly hash: string
  readonly body: Uint8Array<ArrayBuffer>
}

const hashed = /^([a-z0-9-]+)\.([0-9a-f]{32})\.js$/

/**
 * Serves the modules of elements to those who are signed in: `/elements/acme.x/strip` leads to `/elements/acme.x/strip.<hash>.js`, which never
 * changes. Only what a running plugin names as its element is read; no part of an address becomes a path.
 */
export function addElementRoutes(app: HttpApp, api: Api): void {
  const known = new Map<string, ElementFile>()
  app.get('/elements/:plugin/:name', async (context) => {
    await getPrincipal(context, api)
    const name = context.req.param('name')
    const [, plain = name, hash] = hashed.exec(name) ?? []
    const id = `${context.req.param('plugin')}/${plain}`
    const module = api.host.elements().find((element) => element.id === id)?.module
    const file = module === undefined ? undefined : await readElement(module, id, { known, log: api.log })
    if (file === undefined) return replyMissing(context, id)
    if (hash === undefined) return redirect(context, `/elements/${id}.${file.hash}.js`)
    return hash === file.hash ? send(context, file) : replyMissing(context, id)
  })
}

interface Reading {
  readonly known: Map<string, ElementFile>
  readonly log: Api['log']
}
/** Reads the module, or keeps what it read while the file is the same. */
async function readElement(module: string, id: string, { known, log }: Reading): Promise<ElementFile | undefined> {
  try {
    const path = fileURLToPath(module)
    const { mtimeMs, size } = await stat(path)
    const stamp = `${module} ${mtimeMs} ${size}`
    const before = known.get(id)
    if (before?.stamp === stamp) return before
    const body = new Uint8Array(await readFile(path))
    const file = { stamp, body, hash: createHash('sha256').update(body).digest('hex').slice(0, 32) }
    known.set(id, file)
    return file
  } catch (error) {
    log.warn(`The module of the element ${id} cannot be read. Build its plugin.`, { module, error: String(error) })
    return undefined
  }
}

function redirect(context: HttpContext, to: string): Response {
  return context.body(null, 302, { location: to, 'cache-control': 'no-store' })
}

function send(context: HttpContext, { body, hash }: ElementFile): Response {
  const headers = {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'private, max-age=31536000, immutable',
    etag: `"${hash}"`,
  }
  return context.body(body, 200, headers)
}

function replyMissing(context: HttpContext, id: string): Response {
  return reply(context, { ok: false, problem: invalid(`There is no element ${id}.`, ['path']).problem }, 404)
}
