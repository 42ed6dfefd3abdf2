import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { systemAsker } from '../../access/asker.js'
import type { Session } from '../../contract/call.js'
import { type Problem, TenureError } from '../../errors/tenure-error.js'
import type { ChangeBatch } from '../../storage/adapter.js'
import { createPublicLinkBook } from '../../workspace/public/public-link-book.js'
import { digestOfToken } from '../../workspace/public/public-link-token.js'
import { createPublicLinkDesk, endPublicLinks, findPublicLink, type PublicLinkPort } from './public-link-desk.js'

const now = Date.UTC(2026, 5, 30, 12)
const day = 86_400_000
const anna: Session = { user: 'anna', workspace: 'main', timeZone: 'UTC', locale: 'en' }
const provider = (id: string, more: object = {}) => ({ kind: 'provider', id, permission: 'workspace.access', ...more })
const link = (id: string, from: string, more: object = {}) => ({ kind: 'public-link', id, title: id, from, file: 'x.ics', ...more })
const prefix = z.strictObject({ prefix: z.string() })
const contributions = [
  ...[provider('acme.x/list'), provider('acme.x/one', { input: prefix }), provider('acme.x/secret', { permission: 'settings.manage' })],
  link('acme.x/feed', 'acme.x/list', { description: 'All dates.', most: 2, expiresAfter: { days: 2, ms: 5 } }),
  ...[
    link('acme.x/open', 'acme.x/list', { expiresAfter: { ms: 7 } }),
    link('acme.x/ofOne', 'acme.x/one'),
    link('acme.x/hidden', 'acme.x/secret'),
  ],
  ...[link('acme.x/lost', 'acme.x/tab'), { kind: 'tab', id: 'acme.x/tab' }],
  { kind: 'action', id: 'acme.x/take', permission: 'workspace.access' },
  { kind: 'action', id: 'acme.x/manage', permission: 'settings.manage' },
  { kind: 'webhook', id: 'acme.x/hook', title: 'Hook', takes: 'acme.x/take', example: '{}', most: 1 },
  { kind: 'webhook', id: 'acme.x/locked', title: 'Locked', takes: 'acme.x/manage', example: '{}' },
]
const denied: Problem = { code: 'access.denied', message: 'Not yours.', details: { missing: 'settings.manage' } }

interface Written {
  readonly by: unknown
  readonly created: unknown[]
  readonly ended: unknown[]
}
/** What an edit of the store does, with these links in it. */
function aWriter(ids: readonly string[] = [], refusal?: Problem) {
  const written: Written[] = []
  const draft = async (by: unknown, edit: (draft: unknown) => Promise<void>) => {
    const one: Written = { by, created: [], ended: [] }
    const loaded = new Map<string, object>()
    await edit({
      create: (...given: unknown[]) => one.created.push(given),
      load: async (refs: readonly { readonly type: string; readonly id: string }[]) => {
        await Promise.resolve()
        for (const { id } of refs.filter((ref) => ref.type === 'publicLink' && ids.includes(ref.id))) loaded.set(id, { id })
      },
      find: ({ id }: { readonly id: string }) => loaded.get(id),
    })
    one.ended.push(...loaded.values())
    written.push(one)
    return refusal === undefined ? { ok: true, value: undefined } : { ok: false, problem: refusal }
  }
  return { writer: { draft } as unknown as PublicLinkPort['writer'], written }
}
function bench(kept: Readonly<Record<string, object>> = {}, more: Partial<PublicLinkPort> = {}, session = anna) {
  const records = Object.entries(kept).map(([id, values]) => ({ ref: { type: 'publicLink', id }, version: '1', values }))
  const batches = new Subject<ChangeBatch>()
  const { writer, written } = aWriter(Object.keys(kept))
  const publicLinks = createPublicLinkBook(records as never)
  const port: PublicLinkPort = {
    ...{ publicLinks, batches, writer, clock: { now: () => now } },
    plugins: { contributions: () => contributions.map((contribution) => ({ contribution, plugin: 'acme.x' })) as never },
    authorise: (_, permission) => (permission === 'settings.manage' ? denied : undefined),
    webhooks: { secretOf: (id: string) => `secret of ${id}` } as never,
    ...more,
  }
  const desk = createPublicLinkDesk(port, session)
  const refusal = (input: object): Promise<unknown> =>
    desk.create({ name: 'Phone', ...input } as never).catch((error: unknown) => (error as TenureError).problem)
  return { desk, port, batches, written, publicLinks, refusal }
}
const of = (user: string, kind: string, createdAt = 0) => ({ user, kind, createdAt, name: kind, input: null })

test('[SEC-11] a kind is found with the provider that answers for it, and is none without', () => {
  const { plugins } = bench().port
  expect(findPublicLink(plugins, 'acme.x/feed')).toEqual({ link: contributions[3], provider: contributions[0] })
  for (const kind of ['acme.x/lost', 'acme.x/tab', 'acme.x/list', 'acme.x/none']) expect(findPublicLink(plugins, kind)).toBeUndefined()
})

test('[SEC-11] a user is offered the kinds that the user may make and that need no input, webhooks with their example', () => {
  const { desk } = bench()
  const seen: unknown[] = []
  desk.links().subscribe(({ kinds }) => seen.push(kinds))
  expect(seen).toEqual([
    [
      { kind: 'acme.x/feed', title: 'acme.x/feed', description: 'All dates.' },
      { kind: 'acme.x/open', title: 'acme.x/open', description: '' },
      { kind: 'acme.x/hook', title: 'Hook', description: '', webhook: { example: '{}' } },
    ],
  ])
  desk.links('acme.x/open').subscribe(({ kinds }) => seen.push(kinds.map(({ kind }) => kind)))
  expect(seen[1]).toEqual(['acme.x/open'])
})

test('[SEC-11] own links are listed newest first, without what they were made for, and again when a link changes', () => {
  const kept = {
    b: of('anna', 'acme.x/feed', 1),
    a: of('anna', 'acme.x/feed', 1),
    c: of('anna', 'acme.x/open', 2),
    d: of('ben', 'acme.x/open'),
  }
  const { desk, batches, publicLinks } = bench(kept)
  const seen: unknown[] = []
  desk.links().subscribe(({ links }) => seen.push(links.map(({ id }) => id)))
  const batch = (type: string, id: string, after?: object) => {
    const change = { ref: { type, id }, after }
    publicLinks.apply(change as never)
    batches.next({ changes: [{ ref: { type: 'x', id } }, change] } as never)
  }
  batch('company', 'c')
  batch('publicLink', 'c')
  expect(seen).toEqual([
    ['c', 'a', 'b'],
    ['a', 'b'],
  ])
  desk.links('acme.x/feed').subscribe(({ links }) => seen.push(links[0]))
  expect(seen[2]).toEqual({ id: 'a', kind: 'acme.x/feed', name: 'acme.x/feed', createdAt: 1 })
})

test('[SEC-11] a link is kept under the digest of its token for its maker, until it expires', async () => {
  const { desk, written } = bench({}, {}, { ...anna, source: 'api' })
  const made = await desk.create({ kind: 'acme.x/feed', name: 'Phone' } as never)
  const [, , token = '', file] = made.path.split('/')
  expect([made.path.startsWith('/open/'), file, made.id]).toEqual([true, 'x.ics', digestOfToken(token)])
  const base = { name: 'Phone', user: 'anna', createdAt: now }
  expect(written[0]?.created).toEqual([
    [
      { type: 'publicLink', id: made.id },
      { ...base, kind: 'acme.x/feed', input: null, expiresAt: now + 2 * day + 5 },
    ],
  ])
  expect(written[0]?.by).toEqual({ asker: systemAsker, actor: { user: 'anna', source: 'api' } })
  await desk.create({ kind: 'acme.x/open', name: 'Phone' } as never)
  expect(written.pop()?.created).toMatchObject([[{}, { expiresAt: now + 7 }]])
  await desk.create({ kind: 'acme.x/ofOne', name: 'Phone', input: { prefix: '-' } } as never)
  expect(written[1]?.created).toEqual([[expect.anything(), { ...base, kind: 'acme.x/ofOne', input: { prefix: '-' } }]])
})

test('[SEC-11] a webhook has an address and the secret that follows from it', async () => {
  const { desk, written } = bench()
  const made = await desk.create({ kind: 'acme.x/hook', name: 'Shop' } as never)
  expect(made).toEqual({ id: made.id, path: `/hooks/${made.id}`, secret: `secret of ${made.id}` })
  const values = { kind: 'acme.x/hook', name: 'Shop', input: null, user: 'anna', createdAt: now }
  expect(written).toMatchObject([
    { by: { actor: { user: 'anna', source: 'user' } }, created: [[{ type: 'publicLink', id: made.id }, values]] },
  ])
})

test('[SEC-11] what is no kind, has a wrong input or lacks the permission is refused, and nothing is kept', async () => {
  const { refusal, written } = bench()
  const at = (path: string, message: string) => ({ code: 'input.invalid', message, details: { issues: [{ path: [path], message }] } })
  expect(await refusal({ kind: 'acme.x/none' })).toEqual(at('kind', 'No plugin defines a public link acme.x/none.'))
  const none = 'This link is not to one thing among others: it takes no input.'
  expect(await refusal({ kind: 'acme.x/open', input: {} })).toEqual(at('input', none))
  expect(await refusal({ kind: 'acme.x/hook', input: {} })).toEqual(at('input', 'A webhook takes no input when it is made.'))
  for (const input of [undefined, { prefix: 5 }]) {
    const refused = await refusal({ kind: 'acme.x/ofOne', input })
    expect(refused).toMatchObject({
      message: expect.stringMatching(/^What the link is to is wrong\. prefix: /),
      details: { issues: [{ path: ['input'] }] },
    })
  }
  for (const kind of ['acme.x/hidden', 'acme.x/locked']) expect(await refusal({ kind })).toEqual(denied)
  expect(written).toEqual([])
})

test('[SEC-11] a user has as many links of a kind as it allows, twenty otherwise; those of others do not count', async () => {
  const message = 'You have 2 links of this kind already. Withdraw one first.'
  const two = { a: of('anna', 'acme.x/feed'), b: of('anna', 'acme.x/feed'), c: of('anna', 'acme.x/hook') }
  const full = bench(two)
  expect(await full.refusal({ kind: 'acme.x/feed' })).toEqual({
    code: 'input.too-large',
    message,
    details: { limit: 'publicLinks', max: 2 },
  })
  expect(await full.refusal({ kind: 'acme.x/hook' })).toMatchObject({ code: 'input.too-large', details: { max: 1 } })
  expect(await full.refusal({ kind: 'acme.x/open' })).toHaveProperty('path')
  expect(await bench({ a: of('anna', 'acme.x/feed'), b: of('ben', 'acme.x/feed') }).refusal({ kind: 'acme.x/feed' })).toHaveProperty('path')
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`l${at}`, of('anna', 'acme.x/open')]))
  expect(await bench(many(19)).refusal({ kind: 'acme.x/open' })).toHaveProperty('path')
  expect(await bench(many(20)).refusal({ kind: 'acme.x/open' })).toMatchObject({ code: 'input.too-large', details: { max: 20 } })
})

test('[SEC-11] [SEC-12] without a key for secrets no webhook is made, and the operator is told what to set', async () => {
  const { refusal, written } = bench({}, { webhooks: undefined })
  const message = 'This workspace has no key from which secrets of webhooks follow. Its operator can give it one.'
  expect(await refusal({ kind: 'acme.x/hook' })).toEqual({ code: 'config.missing', message, details: { setting: 'webhooks' } })
  expect(written).toEqual([])
})

test('[SEC-11] a maker withdraws an own link for good; another’s is none', async () => {
  const { desk, written } = bench({ a: of('anna', 'acme.x/open'), b: of('ben', 'acme.x/open') })
  const message = 'You have no such link. It may be withdrawn already.'
  const gone = { code: 'record.not-found', problem: { message, details: { record: { type: 'publicLink', id: 'b' } } } }
  await expect(desk.revoke('b')).rejects.toMatchObject(gone)
  await expect(desk.revoke('none')).rejects.toMatchObject({ code: 'record.not-found' })
  await desk.revoke('a')
  const ended = [{ id: 'a', archived: true, archive: 'purge' }]
  expect(written).toMatchObject([{ by: { actor: { user: 'anna', source: 'user' } }, created: [], ended }])
})

test('[SEC-11] ending several links passes over those that are gone; a store that refuses is told of, here and when a link is made', async () => {
  const { writer, written } = aWriter(['a', 'c'])
  await endPublicLinks(writer, ['a', 'b', 'c'], { source: 'system' })
  expect(written[0]?.ended).toEqual(['a', 'c'].map((id) => ({ id, archived: true, archive: 'purge' })))
  expect(written[0]?.by).toEqual({ asker: systemAsker, actor: { source: 'system' } })
  const refusing = aWriter([], denied)
  expect(await bench({}, { writer: refusing.writer }).refusal({ kind: 'acme.x/open' })).toEqual(denied)
  await expect(endPublicLinks(refusing.writer, ['a'], { source: 'system' })).rejects.toBeInstanceOf(TenureError)
})
