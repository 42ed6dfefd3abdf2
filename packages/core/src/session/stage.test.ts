import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import type { Session } from '../contract/call.js'
import { createStage, type StageCall, type StagePort } from './stage.js'

const roles = new Map([['customer', [{ type: 'company', properties: { csm: 'keeper', arr: undefined } }]]])
const asker = { roles }
/** A stage whose batches are kept. */
function start(call: Partial<StageCall> = {}, session: Partial<Session> = {}) {
  const batches: unknown[] = []
  const port = {
    askers: { get: () => asker },
    clock: createFakeClock('2026-06-30T12:00:00Z'),
    writer: {
      write: async (by: unknown, writes: unknown) => {
        batches.push([by, writes])
        return { ok: true, value: { records: [{ version: '2' }], changed: true } }
      },
    },
  } as unknown as StagePort
  return { batches, stage: createStage(port, { user: 'anna', ...session } as Session, 'acme.x', { action: 'acme.x/do', ...call }) }
}
const writesOf = async (stage: ReturnType<typeof start>['stage'], batches: readonly unknown[]) => {
  await stage.commit()
  return (batches[0] as readonly unknown[] | undefined)?.[1]
}
const denied = (what: string, missing: string) => ({
  problem: {
    code: 'access.denied',
    message: `The plugin was not granted to ${what}. Add it to the plugin's grants.`,
    details: { missing },
  },
})
const refusal = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return error
  }
}

test('[BEY-13] what is staged is written as one batch, with the rights of the user and in the name of user and plugin', async () => {
  const { stage, batches } = start()
  const { edit, link, unlink } = stage.edits(['company.name', 'company.parent'])
  edit('c1', { name: 'Northwind' }, { version: '7' })
  edit('c2', { name: undefined } as never)
  link('c1', { parent: 'c2' })
  link('c1', { parent: ['c3', { id: 'c4', label: 'owner' }, { id: 'c5' }] } as never)
  unlink('c1', { parent: undefined } as never)
  unlink('c1', { parent: { id: 'c6' } })
  expect(await stage.commit()).toEqual({ ok: true, value: undefined })
  const of = { type: 'company', id: 'c1', association: 'parent' }
  expect(batches).toEqual([
    [
      { asker, actor: { user: 'anna', source: 'user', plugin: 'acme.x' } },
      [
        { write: 'update', type: 'company', id: 'c1', values: { name: 'Northwind' }, version: '7' },
        { write: 'update', type: 'company', id: 'c2', values: { name: null } },
        { write: 'associate', ...of, to: 'c2' },
        { write: 'associate', ...of, to: 'c3' },
        { write: 'associate', ...of, to: 'c4', label: 'owner' },
        { write: 'associate', ...of, to: 'c5' },
        { write: 'unassociate', ...of, to: 'c6' },
      ],
    ],
  ])
})

test('[BEY-13] names of a role become those of its object type; what is not granted, or not chosen, is refused', async () => {
  const { stage, batches } = start()
  const customer = stage.edits(['customer.csm', 'customer.arr', 'customer.name'])
  customer.edit('c1', { csm: 'ben', name: 'x' })
  expect(refusal(() => customer.edit('c1', { owner: 'ben' }))).toMatchObject(denied('write customer.owner', 'edit customer.owner'))
  expect(refusal(() => customer.link('c1', { contacts: 'p1' }))).toMatchObject(denied('write customer.contacts', 'edit customer.contacts'))
  expect(refusal(() => customer.edit('c1', { arr: 5 }))).toMatchObject({ problem: { code: 'input.invalid' } })
  expect(await writesOf(stage, batches)).toEqual([{ write: 'update', type: 'customer', id: 'c1', values: { keeper: 'ben', name: 'x' } }])
})

test('[BEY-13] what a plugin creates under a key has the same id each time, and only that is archived by the key', async () => {
  const { stage, batches } = start()
  const { create } = stage.creates(['note.title', 'note.companies'])
  const [free, other] = [create({ title: 'A' }), create({ title: 'B' })]
  const kept = create({ title: 'C' }, { companies: 'c1' }, { key: 'k1' })
  const archives = stage.archives(['note.title'])
  archives.archive('k1')
  archives.restore('k2')
  expect(new Set([free, other, kept]).size).toBe(3)
  const writes = (await writesOf(stage, batches)) as readonly { readonly id: string }[]
  expect(writes).toEqual([
    { write: 'create', type: 'note', id: free, values: { title: 'A' } },
    { write: 'create', type: 'note', id: other, values: { title: 'B' } },
    { write: 'create', type: 'note', id: kept, values: { title: 'C' }, once: true },
    { write: 'associate', type: 'note', id: kept, association: 'companies', to: 'c1' },
    { write: 'archive', type: 'note', id: kept },
    { write: 'restore', type: 'note', id: expect.not.stringMatching(kept) },
  ])
  const again = start()
  expect(again.stage.creates(['note.title']).create({ title: 'D' }, {}, { key: 'k1' })).toBe(kept)
})

test('[BEY-13] under the key of an action everything has the same ids each time, and is one group', async () => {
  const ids = () => {
    const { stage } = start({ key: 'once' })
    const { create } = stage.creates(['note.title'])
    return [create({ title: 'A' }), create({ title: 'B' })]
  }
  expect(ids()).toEqual(ids())
  expect(new Set(ids()).size).toBe(2)
  const { stage, batches } = start({ key: 'once' }, { source: 'api' })
  stage.archives(['note.title']).archive('k')
  await stage.commit()
  expect(batches).toMatchObject([
    [{ actor: { user: 'anna', source: 'api', plugin: 'acme.x' }, key: 'once', group: expect.any(String) }, [{}]],
  ])
})

test('[REC-9] a plugin notifies of records, and shows beside them only what it was granted', async () => {
  const { stage, batches } = start()
  const { notify } = stage.notifies(['customer.csm'])
  notify({ user: 'ben', about: 'c1', shows: 'csm' }, { key: 'k' })
  notify({ user: 'ben', about: 'c1' }, { key: 'k' })
  notify({ user: 'carl', about: 'c1' }, { key: 'k' })
  expect(refusal(() => notify({ user: 'ben', about: 'c1', shows: 'arr' }, { key: 'k' }))).toMatchObject(
    denied('notify of customer.arr', 'notify customer.arr'),
  )
  const writes = (await writesOf(stage, batches)) as readonly { readonly id: string }[]
  const of = { write: 'notify', type: 'notification', about: { type: 'customer', id: 'c1' }, plugin: 'acme.x' }
  expect(writes).toEqual([
    { ...of, id: writes[1]?.id, user: 'ben', shows: 'keeper' },
    { ...of, id: writes[0]?.id, user: 'ben' },
    { ...of, id: expect.any(String), user: 'carl' },
  ])
  expect(writes[2]?.id).not.toBe(writes[0]?.id)
})

test('[BEY-13] nothing staged writes nothing but a mark, and nothing is staged after the end', async () => {
  const empty = start()
  expect([await empty.stage.commit(), empty.batches]).toEqual([{ ok: true, value: undefined }, []])
  const mark = { ref: { type: 'webhookDelivery', id: 'd' }, values: {} }
  const marked = start({ mark })
  await marked.stage.commit()
  expect(marked.batches).toEqual([[{ asker, actor: { user: 'anna', source: 'user', plugin: 'acme.x' }, mark }, []]])
  const late = { problem: { code: 'plugin.broken', message: 'acme.x/do stages a change after it has ended.' } }
  expect(refusal(() => marked.stage.archives(['note.title']).archive('k'))).toMatchObject(late)
  const { stage } = start()
  stage.discard()
  expect(refusal(() => stage.edits(['note.title']).edit('n1', { title: 'x' }))).toMatchObject({
    problem: { ...late.problem, details: { plugin: 'acme.x', contribution: 'acme.x/do' } },
  })
})
