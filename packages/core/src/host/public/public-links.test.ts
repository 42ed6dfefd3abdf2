import { memory, record } from '@tenure/memory'
import { createTestHost } from '@tenure/testing'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { days, minutes } from '../../base/duration.js'
import { getValue, type Outcome } from '../../base/outcome.js'
import { defineAction } from '../../contract/action.js'
import { auditContract } from '../../contract/administration/audit-contract.js'
import { personContract, savePersonContract } from '../../contract/administration/people-contract.js'
import { reads, writesEverything } from '../../contract/grant.js'
import { definePublicLink, publicAnswer } from '../../contract/outside/public-link.js'
import { createPublicLinkContract, publicLinksContract, revokePublicLinkContract } from '../../contract/outside/public-link-contract.js'
import { defineWebhook } from '../../contract/outside/webhook.js'
import { defineProvider } from '../../contract/provider.js'
import { definePlugin, use } from '../../plugin/plugin.js'
import { Company } from '../../schema/object-types.js'
import { rowOf } from '../../schema/row.js'
import type { Host } from '../host.js'

const Row = rowOf(Company.name)
const Companies = reads(Row)
const list = defineProvider({
  id: 'acme.feed/list',
  permission: 'workspace.access',
  input: z.strictObject({ prefix: z.string().default('') }),
  output: publicAnswer,
  uses: { companies: Companies },
  watch: async ({ companies, input }) => {
    const { rows } = await companies.list({ select: Row })
    return { type: 'text/plain' as const, text: rows.map(({ name }) => `${input.prefix}${name}`).join('\n') }
  },
})
const feed = definePublicLink({ id: 'acme.feed/feed', title: 'Feed', from: list, file: 'feed.txt' })
const survey = definePublicLink({ id: 'acme.feed/survey', title: 'Survey', from: list, file: 'survey.txt', expiresAfter: days(30) })
const plugin = definePlugin({ id: 'acme.feed', version: '1.0.0', host: '1.0', grants: [Companies], contributes: [list, feed, survey] })

const own = { view: 'own', edit: 'none', delete: 'none' } as const
const user = (id: string) => ({ id, name: id.toUpperCase(), seat: true, permissions: ['workspace.access'], objects: { '*': own } })
const users = [{ id: 'root', name: 'Root', seat: true, superAdmin: true }, user('anna'), user('ben')]
const records = [
  record(Company, 'a', { name: 'Northwind', csm: 'anna', owner: 'anna' }),
  record(Company, 'b', { name: 'Fabrikam', csm: 'ben', owner: 'ben' }),
]
const open = (storage = memory({ users, records })) => createTestHost({ plugins: [use(plugin)], storage })
const make = async (host: Host, as: string, more: object = {}) =>
  getValue(await host.as(as).act(createPublicLinkContract, { kind: 'acme.feed/feed', name: 'Phone', ...more }))
const tokenOf = ({ path }: { readonly path: string }): string => path.split('/')[2] ?? ''
const opened = async (host: Host, link: { readonly path: string }) => {
  const outcome = await host.openLink(tokenOf(link))
  if (!outcome.ok) return outcome.problem.code
  return outcome.value.type === 'question' ? outcome.value.question.text : outcome.value.text
}
const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'ok' : outcome.problem.code)
const setActive = async (host: Host, id: string, active: boolean) => {
  const root = host.as('root')
  const { version } = getValue(await root.read(personContract, { user: id }))
  getValue(await root.act(savePersonContract, { user: id, version, values: { active } }))
}

test('[SEC-11] a link gives what its maker may see, for the input that it was made for, and is another one each time', async () => {
  await using host = await open()
  const [plain, prefixed] = [await make(host, 'anna'), await make(host, 'anna', { input: { prefix: '- ' } })]
  expect([await opened(host, plain), await opened(host, prefixed)]).toEqual(['Northwind', '- Northwind'])
  expect(await opened(host, await make(host, 'ben'))).toBe('Fabrikam')
  expect(getValue(await host.openLink(tokenOf(plain)))).toEqual({ type: 'text/plain', text: 'Northwind', file: 'feed.txt' })
  expect(plain.path).toMatch(/^\/open\/[\w-]{43}\/feed\.txt$/)
  expect(tokenOf(plain)).not.toBe(tokenOf(prefixed))
})

test('[SEC-11] the store, the lists and the audit have the digest of a token, and never the token', async () => {
  const storage = memory({ users, records })
  const written: string[] = []
  const spied = {
    ...storage,
    commit: (batch: never, io: never) => {
      written.push(JSON.stringify(batch))
      return storage.commit(batch, io)
    },
  }
  await using host = await open(spied)
  const link = await make(host, 'anna')
  await opened(host, link)
  await host.idle()
  const seen = [
    getValue(await host.as('anna').read(publicLinksContract)),
    getValue(await host.as('root').read(auditContract, { limit: 200 })),
  ]
  expect(seen[0]).toMatchObject({ links: [{ id: link.id, kind: 'acme.feed/feed', name: 'Phone' }] })
  expect(JSON.stringify(seen[1])).toContain('Phone')
  expect(written.length).toBeGreaterThan(1)
  for (const text of [...written, ...seen.map((each) => JSON.stringify(each))]) expect(text).not.toContain(tokenOf(link))
})

test('[SEC-11] a link that was withdrawn, that never was, or whose maker is gone opens nothing, and nothing says which', async () => {
  await using host = await open()
  const [first, second, third] = [await make(host, 'anna'), await make(host, 'anna'), await make(host, 'ben')]
  getValue(await host.as('anna').act(revokePublicLinkContract, { id: first.id }))
  await setActive(host, 'ben', false)
  const answers = await Promise.all(
    [tokenOf(first), tokenOf(third), 'A'.repeat(43), '', '../..', `${tokenOf(second)}A`, first.id].map((token) => host.openLink(token)),
  )
  expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1)
  expect(codeOf(answers[0] as Outcome<unknown>)).toBe('record.not-found')
  expect(await opened(host, second)).toBe('Northwind')
  await host.idle()
  await setActive(host, 'ben', true)
  expect(await opened(host, third)).toBe('record.not-found')
  expect(getValue(await host.as('ben').read(publicLinksContract)).links).toEqual([])
})

test('[SEC-11] [ACC-10] a link follows the rights of its maker, and opens nothing without the permission', async () => {
  await using host = await open()
  const link = await make(host, 'anna')
  const root = host.as('root')
  const change = async (values: { readonly seat: boolean }) => {
    const { version } = getValue(await root.read(personContract, { user: 'anna' }))
    getValue(await root.act(savePersonContract, { user: 'anna', version, values }))
  }
  getValue(await root.edit('b', Company.csm, 'anna'))
  getValue(await root.edit('b', Company.owner, 'anna'))
  expect(await opened(host, link)).toBe('Northwind\nFabrikam')
  await change({ seat: false })
  expect(await opened(host, link)).toBe('record.not-found')
  await change({ seat: true })
  expect(await opened(host, link)).toBe('Northwind\nFabrikam')
})

test('[SEC-11] a link ends when its kind says so', async () => {
  await using host = await open()
  const link = await make(host, 'anna', { kind: 'acme.feed/survey' })
  await host.advance(days(29))
  expect(await opened(host, link)).toBe('Northwind')
  await host.advance(days(1))
  expect(await opened(host, link)).toBe('record.not-found')
})

test('[SEC-11] only its maker lists and withdraws a link; it is seen to be used, to the hour', async () => {
  await using host = await open()
  const link = await make(host, 'anna')
  const seen: unknown[] = []
  host
    .as('anna')
    .watch(publicLinksContract)
    .subscribe((frame) => seen.push(frame.value?.links.map(({ openedAt }) => openedAt)))
  expect(getValue(await host.as('ben').read(publicLinksContract)).links).toEqual([])
  for (const other of ['ben', 'root'])
    expect(codeOf(await host.as(other).act(revokePublicLinkContract, { id: link.id }))).toBe('record.not-found')
  await opened(host, link)
  await host.advance(minutes(59))
  await opened(host, link)
  const at = Date.UTC(2026, 5, 30, 12)
  await vi.waitFor(() => expect(seen).toEqual([[undefined], [at]]))
  await host.advance(minutes(1))
  await opened(host, link)
  await vi.waitFor(() => expect(seen.at(-1)).toEqual([at + 3_600_000]))
})

test('[SEC-11] links are listed newest first, those of one instant by their ids, and by kind where one is asked for', async () => {
  await using host = await open()
  const made: string[] = []
  for (let at = 0; at < 8; at++) made.push((await make(host, 'anna', { kind: at % 2 === 0 ? 'acme.feed/feed' : 'acme.feed/survey' })).id)
  await make(host, 'ben')
  await host.advance(minutes(1))
  const newest = await make(host, 'anna')
  const listed = async (input: object) =>
    getValue(await host.as('anna').read(publicLinksContract, input as never)).links.map(({ id }) => id)
  expect(await listed({})).toEqual([newest.id, ...made.toSorted()])
  expect(await listed({ kind: 'acme.feed/survey' })).toEqual(made.filter((_, at) => at % 2 === 1).toSorted())
})

test('[SEC-11] a link outlives a restart, and its kind has to be there', async () => {
  const storage = memory({ users, records })
  const first = await open({ ...storage, close: async () => {} })
  const link = await make(first, 'anna')
  await first.remove('acme.feed')
  expect(await opened(first, link)).toBe('record.not-found')
  await first[Symbol.asyncDispose]()
  await using second = await open(storage)
  expect(await opened(second, link)).toBe('Northwind')
})

test('[SEC-11] a kind that is none, an input that does not fit, and a twenty-first link are refused', async () => {
  await using host = await open()
  const anna = host.as('anna')
  const tried = async (input: object) => codeOf(await anna.act(createPublicLinkContract, { kind: 'acme.feed/feed', name: 'X', ...input }))
  expect(await tried({ kind: 'acme.feed/list' })).toBe('input.invalid')
  expect(await tried({ input: { prefix: 5 } })).toBe('input.invalid')
  expect(await tried({ name: ' ' })).toBe('input.invalid')
  for (let made = 0; made < 20; made++) await make(host, 'anna')
  expect(await tried({})).toBe('input.too-large')
  expect(codeOf(await host.as('nobody').act(createPublicLinkContract, { kind: 'acme.feed/feed', name: 'X' }))).toBe('access.signed-out')
})

test('[SEC-11] kinds are offered to those who may make a link of them', async () => {
  await using host = await open()
  const kinds = async (as: string) => getValue(await host.as(as).read(publicLinksContract)).kinds.map(({ kind }) => kind)
  expect(await kinds('anna')).toEqual(['acme.feed/feed', 'acme.feed/survey'])
  expect(getValue(await host.as('anna').read(publicLinksContract, { kind: 'acme.feed/feed' })).kinds).toEqual([
    { kind: 'acme.feed/feed', title: 'Feed', description: '' },
  ])
  const { version } = getValue(await host.as('root').read(personContract, { user: 'anna' }))
  getValue(await host.as('root').act(savePersonContract, { user: 'anna', version, values: { seat: false } }))
  expect(await kinds('anna')).toEqual([])
})

test('[SEC-11] a plugin whose link has no provider of its own, or no file, is rejected with the reason', async () => {
  await using host = await open()
  const bad = (id: string, spec: object) =>
    host.add(use(definePlugin({ id, version: '1.0.0', host: '1.0', contributes: [{ ...feed, id: `${id}/feed`, ...spec } as typeof feed] })))
  expect(await bad('acme.one', {})).toMatchObject({ state: 'rejected', because: { message: expect.stringContaining('acme.feed/list') } })
  expect(await bad('acme.two', { file: '../x' })).toMatchObject({
    state: 'rejected',
    because: { message: expect.stringContaining('file') },
  })
})

test('[SEC-11] a plugin whose webhook has no action of its own, one that may commit twice, or a wrong example is rejected with the reason', async () => {
  await using host = await open()
  const take = defineAction({
    id: 'acme.hook/take',
    title: 'Take',
    permission: 'workspace.access',
    input: z.strictObject({ name: z.string() }),
    run: () => undefined,
  })
  const hook = defineWebhook({ id: 'acme.hook/hook', title: 'Hook', takes: take, example: { name: 'x' } })
  const everything = defineAction({ ...take, uses: { all: writesEverything }, run: () => undefined })
  const add = (contributes: readonly object[]) =>
    host.add(use(definePlugin({ id: 'acme.hook', version: '1.0.0', host: '1.0', grants: [writesEverything], contributes } as never)))
  const reasonOf = async (contributes: readonly object[]) => {
    const state = await add(contributes)
    return state.state === 'rejected' ? state.because?.message : state.state
  }
  expect(await reasonOf([hook])).toContain('which the plugin does not contribute')
  expect(await reasonOf([everything, hook])).toContain('may commit more than once')
  expect(await reasonOf([take, { ...hook, example: '{"name":5}' }])).toContain('is no input of acme.hook/take')
  expect(await reasonOf([take, { ...hook, example: '{' }])).toContain('has no example')
  expect(await reasonOf([take, hook])).toBe('active')
})
