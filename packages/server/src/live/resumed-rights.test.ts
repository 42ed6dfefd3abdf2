import { use } from '@tenure/core'
import { Company, type RecordId } from '@tenure/core/contract'
import { recordContract, updateRecordContract } from '@tenure/core/page'
import { customerList, customers } from '@tenure/customers'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { RawStream, send, signInAs } from '../fixtures/raw-http.js'
import { serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'

const watches = [
  { key: 'list', provider: customerList.id, input: {} },
  { key: 'record', provider: recordContract.id, input: { type: 'company', id: 'a1' } },
]

async function start() {
  const objects = { '*': { view: 'own', edit: 'all', delete: 'none' } } as const
  const seed = {
    users: [
      { id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access'], objects },
      { id: 'root', name: 'Root', seat: true, superAdmin: true },
    ],
    records: ['a1', 'a2'].map((id) => record(Company, id, { name: `Northwind ${id}`, csm: 'anna' })),
  }
  const host = await createTestHost({ plugins: [use(customers), use(recordPlugin)], seed })
  onTestFinished(() => host[Symbol.asyncDispose]())
  const server = await serve({ host, signIn: localSwitcher() })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const headers = await signInAs(server, 'anna')
  const open = async (more: Readonly<Record<string, string>> = {}) => {
    const stream = await RawStream.open(server, '/api/live', { ...headers, ...more })
    onTestFinished(() => stream[Symbol.dispose]())
    return stream
  }
  const update = async (type: string, id: RecordId, values: Record<string, string | boolean | string[]>) =>
    expect(await host.as('root').act(updateRecordContract, { type, id, values })).toMatchObject({ ok: true })
  return { server, headers, open, update }
}

/** A stream that was sent a secret and broke off; `then` changes rights, and the stream is resumed before the secret. */
async function resumeAfter(then: (update: Awaited<ReturnType<typeof start>>['update']) => Promise<unknown>) {
  const { server, headers, open, update } = await start()
  const stream = await open()
  const [ready] = await stream.take(1)
  const body = { watch: watches }
  await send(server, { method: 'POST', path: `/api/live/${ready?.data['connection']}`, headers, body })
  await stream.until(() => watches.every(({ key }) => stream.events.some(({ data }) => data['key'] === key && data['state'] === 'live')))
  const seen = stream.events.at(-1)?.id ?? ''
  await update('company', 'a1', { name: 'Secret merger' })
  await stream.until(
    () => stream.events.filter(({ event, data }) => event === 'patch' && JSON.stringify(data).includes('Secret')).length === 2,
  )
  stream[Symbol.dispose]()
  await then(update)
  const again = await open({ 'last-event-id': seen })
  await again.until(() => again.events.some(({ event }) => event === 'current'))
  expect(again.events[0]).toMatchObject({ event: 'ready', data: { resumed: true } })
  return again
}

test('[SEC-5] [ACC-10] a resumed stream replays nothing of a record that was reassigned meanwhile', async () => {
  const again = await resumeAfter((update) => update('company', 'a1', { csm: 'root' }))
  expect(again.text).not.toContain('Secret')
  expect(again.text).toContain('"gone":["a1"]')
})

test('[SEC-5] [ACC-8] a resumed stream replays no value of a property that was hidden meanwhile', async () => {
  const again = await resumeAfter((update) => update('user', 'anna', { hidden: ['company.name'] }))
  expect(again.text).not.toContain('Secret')
})

test('[SEC-5] [ACC-6] a resumed stream replays nothing to a user whose seat was taken meanwhile', async () => {
  const again = await resumeAfter((update) => update('user', 'anna', { seat: false }))
  expect(again.text).not.toContain('Secret')
  for (const { key } of watches) expect(again.events.find(({ data }) => data['key'] === key)?.data).not.toHaveProperty('value')
})
