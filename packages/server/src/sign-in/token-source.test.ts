import { use } from '@tenure/core'
import { auditContract, saveObjectTypeContract, saveTeamContract } from '@tenure/core/administration'
import { Company } from '@tenure/core/contract'
import { bulkContract, eraseRecordContract, historyContract, updateRecordContract } from '@tenure/core/page'
import { customers } from '@tenure/customers'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { send, signInAs } from '../fixtures/raw-http.js'
import { serve } from '../serve.js'
import { localSwitcher } from './local-switcher.js'

const seed = {
  users: [
    { id: 'root', name: 'Root', seat: true, superAdmin: true, permissions: ['workspace.access'] },
    { id: 'ben', name: 'Ben', seat: true, permissions: ['workspace.access'] },
  ],
  records: ['c1', 'c2', 'c3'].map((id) => record(Company, id, { name: `Company ${id}` })),
}
const type = { label: 'Site', plural: 'Sites', properties: [{ label: 'Name', kind: 'string' }], associations: [], pipelines: [] }

async function start() {
  const host = await createTestHost({ plugins: [use(customers), use(recordPlugin)], seed })
  onTestFinished(() => host[Symbol.asyncDispose]())
  const verify = async (token: string) => ({ user: token, expiresAt: Date.now() + 60_000 })
  const server = await serve({ host, signIn: { ...localSwitcher(), verify } })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const page = await signInAs(server, 'root')
  const token = (user: string) => ({ authorization: `Bearer ${user}` })
  const act = async (id: string, input: object, headers: Record<string, string> = token('root')) => {
    const { json } = await send(server, { method: 'POST', path: `/api/act/${id}`, body: { input }, headers })
    return json
  }
  const entries = async () => {
    const { json } = await send(server, { path: `/api/read/${auditContract.id}`, headers: page })
    return (json.value as { entries: readonly { what: string; name: string; source: string }[] }).entries
  }
  return { server, page, token, act, entries }
}

test('[SEC-13] what a token does is audited as a token and not as a page: changes, runs, erasures and refusals', async () => {
  const { server, page, token, act, entries } = await start()
  for (const [id, input] of [
    [saveTeamContract.id, { name: 'Iberia' }],
    [saveObjectTypeContract.id, type],
    [bulkContract.id, { records: { type: 'company', ids: ['c1', 'c2'] }, change: { values: { city: 'Rome' } } }],
    [eraseRecordContract.id, { type: 'company', id: 'c3', name: 'Company c3' }],
  ] as const)
    expect(await act(id, input)).toMatchObject({ ok: true })
  expect(await act(saveTeamContract.id, { name: 'Nordics' }, token('ben'))).toMatchObject({ ok: false })
  expect(await act(saveTeamContract.id, { name: 'Nordics' }, page)).toMatchObject({ ok: true })
  await expect.poll(async () => (await entries()).some(({ what }) => what === 'was refused')).toBe(true)
  const all = await entries()
  const from = (source: string) => all.flatMap((entry) => (entry.source === source ? entry.what : [])).toSorted()
  expect(from('page')).toEqual(['created', 'signed in'])
  expect(from('api')).toEqual(['created', 'erased', 'saved', 'started', 'was refused'])
  expect(await act(updateRecordContract.id, { type: 'company', id: 'c1', values: { city: 'Oslo' } })).toMatchObject({ ok: true })
  const history = await send(server, {
    method: 'POST',
    path: `/api/read/${historyContract.id}`,
    body: { input: { type: 'company', id: 'c1', property: 'city' } },
    headers: page,
  })
  expect((history.json.value as readonly { source: string }[]).map(({ source }) => source)).toEqual(['api', 'api'])
})
