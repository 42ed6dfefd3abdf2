import { createClient } from '@tenure/client'
import { use } from '@tenure/core'
import { Company, getValue } from '@tenure/core/contract'
import { sessionContract } from '@tenure/core/page'
import { customerCards, customerList, customers } from '@tenure/customers'
import { record } from '@tenure/memory'
import { summary } from '@tenure/summary'
import { dueTasks, tasks } from '@tenure/tasks'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { send, signInAs } from './fixtures/raw-http.js'
import { serve } from './serve.js'
import { localSwitcher } from './sign-in/local-switcher.js'

const seed = {
  users: [
    aUser({ id: 'ines' }),
    aUser({ id: 'manager', permissions: ['workspace.access', 'settings.manage'] }),
    aUser({ id: 'root', seat: false, superAdmin: true, permissions: [], objects: { '*': { view: 'all', edit: 'all', delete: 'all' } } }),
  ],
  records: ['a', 'b'].map((id) => record(Company, id, { name: id, csm: 'ines' })),
}
async function start() {
  const host = await createTestHost({ plugins: [use(summary), use(customers), use(tasks)], seed })
  onTestFinished(() => host[Symbol.asyncDispose]())
  const server = await serve({ host, signIn: localSwitcher() })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const as = async (user: string) => {
    const headers = await signInAs(server, user)
    const client = createClient({
      url: `${server.url}/api`,
      fetch: (input, init) => fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), ...headers } }),
    })
    onTestFinished(() => client[Symbol.asyncDispose]())
    return { client, headers }
  }
  return { host, server, as }
}
const denied = { ok: false, problem: { code: 'access.denied' } }

test('[SUM-8] over HTTP Summary is read and watched as another user, live, and every other provider refuses', async () => {
  const { host, as } = await start()
  for (const user of ['root', 'manager']) {
    const { client } = await as(user)
    const ines = client.viewAs('ines')
    const owned = async () => getValue(await ines.read(customerCards)).find(({ id }) => id === 'tenure.customers/owned-by-me')?.total
    expect([await owned(), getValue(await client.read(customerCards))[0]?.total]).toEqual([2, 0])
    expect(await ines.read(dueTasks)).toMatchObject({ ok: true })
    expect(await ines.read(customerList, {})).toMatchObject(denied)
    expect(await ines.read(sessionContract)).toMatchObject(denied)
  }
  const { client } = await as('manager')
  const totals: unknown[] = []
  const watching = [client, client.viewAs('ines')].map((caller, at) =>
    caller.watch(customerCards).subscribe((frame) => {
      totals[at] = frame.value?.[0]?.total
    }),
  )
  await expect.poll(() => totals).toEqual([0, 2])
  getValue(await host.as('ines').edit('a', Company.csm, 'manager'))
  await expect.poll(() => totals).toEqual([1, 1])
  for (const each of watching) each.unsubscribe()
})

test('[SUM-8] [SEC-13] who may not view another is refused on every route, actions are always, and the audit has it', async () => {
  const { server, as } = await start()
  const { client, headers } = await as('ines')
  expect(await client.viewAs('manager').read(dueTasks)).toMatchObject(denied)
  const refused = client.viewAs('manager').watch(dueTasks)
  const problem = await new Promise((resolve) => {
    const watching = refused.subscribe((frame) => {
      resolve(frame)
      queueMicrotask(() => watching.unsubscribe())
    })
  })
  expect(problem).toMatchObject({ state: 'stale', problem: { code: 'access.denied' } })
  const { headers: own } = await as('manager')
  const path = '/api/act/tenure.tasks/complete'
  const viewing = { ...own, 'tenure-view-as': 'ines' }
  const acted = await send(server, { method: 'POST', path, headers: viewing, body: { input: { task: 'x' } } })
  expect(acted.json).toMatchObject(denied)
  const bad = await send(server, { path: '/api/read/tenure.tasks/due', headers: { ...headers, 'tenure-view-as': '%zz' } })
  expect(bad.json).toMatchObject({ problem: { code: 'input.invalid' } })
})
