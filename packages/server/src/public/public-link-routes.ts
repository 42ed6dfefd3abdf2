import { createHash } from 'node:crypto'
import type { Outcome } from '@tenure/core/contract'
import type { OpenedLink } from '@tenure/core/outside'
import { paths } from '@tenure/core/wire'
import type { Api, HttpApp, HttpContext } from '../http/api.js'
import { chooseEncoding, encode, isWorthEncoding } from '../http/encoding.js'
import { answered, toProblem } from '../http/reply.js'
import { readForm } from '../http/request-input.js'
import { route } from '../http/route.js'
import { statusOf, tooLarge } from '../problem-status.js'
import { pageGuards, questionPage, thanksPage } from './question-page.js'
import { mostReply, readReply } from './read-reply.js'

// What a browser does with the answer, should it be one: nothing is run, kept by others, or found by search machines.
const guards = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cache-control': 'private, no-cache',
  'x-robots-tag': 'noindex, nofollow, noarchive',
}

/** Links that open without signing in (SEC-11). Nothing of the request counts but its token, and no cookie is looked at. */
export function addPublicLinkRoutes(app: HttpApp, api: Api): void {
  app.get(route(paths.open(':token', ':file')), (context) => open(context, api, context.req.param('token') ?? ''))
  app.post(route(paths.open(':token', ':file')), (context) => answer(context, api, context.req.param('token') ?? ''))
}

async function open(context: HttpContext, api: Api, token: string): Promise<Response> {
  const { outgoing } = context.env
  for (const [name, value] of Object.entries(guards)) outgoing.setHeader(name, value)
  try {
    const opened = await openWithin(api, token)
    return opened.ok ? await send(context, opened.value) : refuse(context, statusOf(opened.problem))
  } catch (error) {
    return refuse(context, statusOf(toProblem(error, api.log)))
  }
}

// Tokens cannot be guessed. Who tries, and programs that ask too often, are sent away; a link that opens does so however many do not.
async function openWithin({ host, limits, openings, slots }: Api, token: string): Promise<Outcome<OpenedLink>> {
  const link = createHash('sha256').update(token).digest('base64url')
  if (!openings.admit(`of ${link}`, limits.linkOpens)) throw tooLarge('linkOpens', limits.linkOpens, 'This link is opened too often.')
  const opened = await slots.run('public links', () => host.openLink(token))
  const isMiss = !opened.ok && opened.problem.code === 'record.not-found'
  if (isMiss && !openings.admit('misses', limits.linkMisses))
    throw tooLarge('linkMisses', limits.linkMisses, 'Too many links open nothing.')
  return opened
}

// A form of a page that asks nothing of the browser but to send it: what it says is bounded before it is read.
async function answer(context: HttpContext, api: Api, token: string): Promise<Response> {
  const { incoming, outgoing } = context.env
  for (const [name, value] of Object.entries(guards)) outgoing.setHeader(name, value)
  try {
    const opened = await openWithin(api, token)
    if (!opened.ok) return refuse(context, statusOf(opened.problem))
    if (opened.value.type !== 'question') return refuse(context, 404)
    const { question } = opened.value
    const reply = readReply(await readForm(incoming, mostReply), question)
    if (reply === undefined) return sendPage(context, questionPage(question, { isWrong: true }), 422)
    const taken = await api.slots.run('public links', () => api.host.answerLink(token, reply))
    return taken.ok ? sendPage(context, thanksPage(question)) : refuse(context, statusOf(taken.problem))
  } catch (error) {
    return refuse(context, statusOf(toProblem(error, api.log)))
  }
}
function sendPage({ env: { outgoing } }: HttpContext, html: string, status = 200): Response {
  for (const [name, value] of Object.entries(pageGuards)) outgoing.setHeader(name, value)
  const body = Buffer.from(html)
  outgoing.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length })
  outgoing.end(body)
  return answered
}

async function send(context: HttpContext, opened: OpenedLink): Promise<Response> {
  const { incoming, outgoing } = context.env
  if (opened.type === 'question') return sendPage(context, questionPage(opened.question))
  const { type, text, file } = opened
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
  outgoing.setHeader('etag', etag)
  outgoing.setHeader('vary', 'accept-encoding')
  if (isSame(incoming.headers['if-none-match'], etag)) {
    outgoing.writeHead(304).end()
    return answered
  }
  const encoding = isWorthEncoding(text.length) ? chooseEncoding(incoming.headers['accept-encoding']) : undefined
  const body = encoding === undefined ? Buffer.from(text) : await encode(text, encoding)
  outgoing.writeHead(200, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': body.length,
    'content-disposition': `attachment; filename="${file}"`,
    ...(encoding !== undefined && { 'content-encoding': encoding }),
  })
  outgoing.end(context.req.method === 'HEAD' ? undefined : body)
  return answered
}
function isSame(given: string | undefined, etag: string): boolean {
  return (given ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === etag)
}

const sentences: Readonly<Record<number, string>> = {
  404: 'This link opens nothing. It may be withdrawn, or a part of it may be missing.',
  429: 'Links are opened too often. Try again in a minute.',
}
// To somebody who is not signed in no more is said than that.
function refuse({ env: { outgoing } }: HttpContext, status: number): Response {
  const sentence = sentences[status] ?? 'This link cannot be opened now. Try again later.'
  outgoing.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...(status === 429 && { 'retry-after': '60' }) })
  outgoing.end(sentence)
  return answered
}
