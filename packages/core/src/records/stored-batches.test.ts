import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { systemAsker } from '../access/asker.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import type { RecordRef, Values } from '../schema/value.js'
import type { Capabilities, ChangeBatch, CommitResult, StorageAdapter, StoredRecord, WriteBatch } from '../storage/adapter.js'
import type { Draft } from './draft.js'
import { createWriter, type WriteBy, type WriterOptions } from './write-records.js'

const stamp = (name: string) => ({ name, kind: 'datetime' as const, label: name, computed: true as const })
const type = (name: string, more: Partial<ObjectTypeDefinition> = {}): ObjectTypeDefinition => ({
  ...{ name, label: name, plural: name, title: 'name', ownership: [], active: true, associations: [], properties: [] },
  ...more,
})
const schema: SchemaDefinition = new Map(
  [type('company', { properties: [stamp('createdAt'), stamp('updatedAt'), stamp('score')] }), type('plain')].map((each) => [
    each.name,
    each,
  ]),
)
const ref = (id: string, name = 'company'): RecordRef => ({ type: name, id })
const known: Readonly<Record<string, StoredRecord>> = {
  c1: { ref: ref('c1'), version: '1', values: { name: 'A', createdAt: 5, updatedAt: 5 } },
  c2: { ref: ref('c2'), version: '1', values: { name: 'B' } },
}
const by: WriteBy = { asker: systemAsker, actor: { source: 'user', user: 'u1' } }
const whole: Capabilities = { atomic: 'batch', unique: true, images: 'both' } as Capabilities

/** A writer over a store that answers its commits like this, one after the other, and takes those that follow. */
function open(more: Partial<WriterOptions> = {}, capabilities: Partial<Capabilities> = {}, answers: readonly CommitResult[] = []) {
  const sent: WriteBatch[] = []
  const told: ChangeBatch[] = []
  const warnings: unknown[] = []
  const adapter = {
    ...{ kind: 'acme', capabilities: { ...whole, ...capabilities } },
    read: async (refs: readonly RecordRef[]) => refs.map(({ id }) => known[id] ?? null),
    links: { read: async (refs: readonly RecordRef[]) => refs.map(() => []) },
    commit: async (batch: WriteBatch): Promise<CommitResult> => {
      sent.push(batch)
      const records = batch.writes.map((write) => ({
        ref: write.ref,
        version: '2',
        values: 'values' in write ? (write.values as Values) : {},
      }))
      return answers[sent.length - 1] ?? { ok: true, records, changes: [{ ref: ref('c1') }] as never, cursor: `f${sent.length}` }
    },
  } as unknown as StorageAdapter
  const clock = createFakeClock(1_000)
  const noticed = {
    ...{ access: { policy: () => ({ all: [] }) }, aliases: { merged: () => [] }, follows: { of: () => new Set() } },
    ...{ schema: () => schema, healthOf: () => new Set(), askerOf: () => systemAsker },
  }
  const writer = createWriter({
    ...{ adapter, clock, schema: () => schema, io: { signal: new AbortController().signal }, rules: [], audited: () => [] },
    ...{ touchScores: async () => undefined, noticed, current: (asker: unknown) => asker, read: {}, patience: AbortSignal.abort() },
    access: { resolve: (each: RecordRef) => each, type: (_: unknown, name: string) => schema.get(name) ?? type(name) },
    log: { warn: (...said: unknown[]) => warnings.push(said) },
    committed: (batch: ChangeBatch) => told.push(batch),
    ...more,
  } as unknown as WriterOptions)
  return { writer, clock, sent, told, warnings }
}
const set =
  (id: string, values: Values, more: object = {}) =>
  async (draft: Draft) => {
    await draft.load([ref(id)])
    const record = draft.find(ref(id))
    if (record !== undefined) Object.assign(record, { values: { ...record.values, ...values } }, more)
  }
const rename = set('c1', { name: 'N' })
const refused = { ok: false, because: 'refused' } as const
const unknown = { ok: false, because: 'unknown' } as const

test('[REC-7] what is created and changed is stamped, but for what the workspace keeps by itself', async () => {
  const written = async (fill: (draft: Draft) => Promise<void>, more: Partial<WriteBy> = {}) => {
    const { writer, sent } = open()
    await writer.draft({ ...by, ...more }, fill)
    return sent.flatMap(({ writes }) => writes.map((write) => ('values' in write ? write.values : write.write)))
  }
  const create =
    (values: Values, name = 'company') =>
    async (draft: Draft) =>
      void draft.create(ref('new', name), values)
  expect(await written(create({ name: 'A' }))).toEqual([{ name: 'A', createdAt: 1_000, updatedAt: 1_000 }])
  expect(await written(create({ createdAt: 7 }))).toEqual([{ createdAt: 7, updatedAt: 1_000 }])
  expect(await written(create({}), { at: 500 })).toEqual([{ createdAt: 500, updatedAt: 500 }])
  expect([await written(create({}, 'plain')), await written(create({}, 'unknown'))]).toEqual([[{}], [{}]])
  expect(await written(rename)).toEqual([{ name: 'N', updatedAt: 1_000 }])
  expect(await written(set('c1', { score: 5, tenure_imported: { a: 'x' } }))).toEqual([{ score: 5, tenure_imported: { a: 'x' } }])
  expect(await written(set('c1', { score: 5, name: 'N' }))).toEqual([{ score: 5, name: 'N', updatedAt: 1_000 }])
  expect(await written(set('c1', {}, { archive: 'archive', archived: true }))).toEqual([{ updatedAt: 1_000 }, 'archive'])
})

test('[SDK-7] a batch is sent with its actor, time, group and key, and one that changes nothing is not sent', async () => {
  const { writer, sent, told } = open()
  expect(await writer.draft({ ...by, group: 'g1', key: 'k1' }, rename)).toEqual({
    ...{ ok: true, value: { records: [{ ref: ref('c1'), version: '2' }], changed: true } },
  })
  const writes = [{ write: 'patch', ref: ref('c1'), values: { name: 'N', updatedAt: 1_000 } }]
  expect(sent).toEqual([{ atomic: true, at: 1_000, actor: by.actor, writes, group: 'g1', key: 'k1' }])
  expect(told).toEqual([{ cursor: 'f1', changes: [{ ref: ref('c1') }], group: 'g1' }])
  await writer.draft(by, rename)
  expect(sent[1]).toEqual({ atomic: true, at: 1_000, actor: by.actor, writes })
  expect(await writer.draft(by, set('c1', { name: 'A' }))).toEqual({
    ...{ ok: true, value: { records: [{ ref: ref('c1'), version: '1' }], changed: false } },
  })
  expect(sent).toHaveLength(2)
  const remote = open({}, { remote: true })
  await remote.writer.draft(by, rename)
  expect(remote.sent[0]?.key).toEqual(expect.any(String))
})

test('[SDK-7] every rule sees the whole batch, and all that they find wrong refuses it', async () => {
  const seen: unknown[] = []
  const issue = (message: string) => ({ path: ['name'], message })
  const rules: WriterOptions['rules'] = [
    ({ records, links, asker }) => {
      seen.push(records, links, asker)
      return [issue('Wrong.')]
    },
    async () => [issue('Also wrong.')],
    () => [],
  ]
  const { writer, sent } = open({ rules })
  const outcome = await writer.draft(by, async (draft) => {
    await rename(draft)
    await set('c2', {}, { archived: true, archive: 'archive' })(draft)
  })
  const message = 'Wrong. Also wrong.'
  expect(outcome).toEqual({
    ok: false,
    problem: { code: 'input.invalid', message, details: { issues: [issue('Wrong.'), issue('Also wrong.')] } },
  })
  expect(seen).toEqual([
    [
      { ref: ref('c1'), before: known['c1']?.values, after: { ...known['c1']?.values, name: 'N' } },
      { ref: ref('c2'), before: known['c2']?.values, after: undefined },
    ],
    [],
    systemAsker,
  ])
  expect(sent).toEqual([])
  await expect(writer.draft(by, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
})

const fact = { kind: 'settings', what: 'changed', name: 'A' } as const

test('[SEC-13] an entry of the audit is stored with its batch, and is nothing that the writer asked for', async () => {
  const { writer, sent } = open({ audited: () => [fact] })
  const outcome = await writer.draft(by, rename)
  expect(sent.map(({ writes }) => writes.map((write) => [write.write, write.ref.type]))).toEqual([
    [
      ['patch', 'company'],
      ['create', 'auditEntry'],
    ],
  ])
  expect(outcome).toEqual({ ok: true, value: { records: [{ ref: ref('c1'), version: '2' }], changed: true } })
})

test('[SEC-13] a store that takes one record at a time gets the entry after its change, and one that it refuses is logged', async () => {
  const audited: WriterOptions['audited'] = (records) => (records.some((record) => record.ref.type === 'company') ? [fact, fact] : [])
  const ok = (id: string): CommitResult => ({ ok: true, records: [{ ref: ref(id), version: '2', values: {} }], changes: [] })
  const { writer, sent, warnings } = open({ audited }, { atomic: 'record' }, [ok('c1'), refused])
  expect(await writer.draft(by, rename)).toMatchObject({ ok: true })
  expect(sent.map(({ atomic, actor, writes }) => [atomic, actor.source, ...writes.map((write) => write.ref.type)])).toEqual([
    [false, 'user', 'company'],
    [false, 'system', 'auditEntry'],
    [false, 'system', 'auditEntry'],
  ])
  expect(warnings).toEqual([
    ['The store did not take an entry of the audit, or a notification.', { error: 'The store cannot write this batch as a whole.' }],
  ])
  const two = open({}, { atomic: 'record' })
  const both = async (draft: Draft) => {
    await rename(draft)
    await set('c2', { name: 'N' })(draft)
  }
  expect(await two.writer.draft(by, both)).toMatchObject({ ok: false, problem: { code: 'storage.refused' } })
  expect(two.sent).toEqual([])
})

test('[HS-8] what follows from a batch is stored with it, by its own actor, where the store and the moment allow it', async () => {
  const actor = { source: 'plugin', plugin: 'health' } as const
  const asked: unknown[] = []
  const touchScores: WriterOptions['touchScores'] = async (_, options) => {
    asked.push(options)
    return options.isAtOnce ? { actor, fill: set('c1', { score: 9 }) } : undefined
  }
  const run = async (capabilities: Partial<Capabilities>, more: Partial<WriteBy> = {}) => {
    const { writer, sent } = open({ touchScores }, capabilities)
    await writer.draft({ ...by, ...more }, rename)
    return sent[0]?.consequence
  }
  const writes = [{ write: 'patch', ref: ref('c1'), values: { score: 9 } }]
  expect(await run({ consequences: true })).toEqual({ actor, writes })
  expect(asked.shift()).toEqual({ at: 1_000, isAtOnce: true })
  expect([await run({}), await run({ consequences: true, shared: true }), await run({ consequences: true }, { at: 5 })]).toEqual([
    ...[undefined, undefined, undefined],
  ])
  const { writer, sent } = open({ touchScores }, { consequences: true })
  await Promise.all([writer.draft(by, rename), writer.draft(by, rename)])
  expect(sent.map(({ consequence }) => consequence !== undefined)).toEqual([false, true])
  const idle = open(
    { touchScores: async (_, { isAtOnce }) => (isAtOnce ? { actor, fill: async () => {} } : undefined) },
    { consequences: true },
  )
  await idle.writer.draft(by, rename)
  expect(idle.sent[0]).not.toHaveProperty('consequence')
})

test('[SDK-7] a batch whose fate is not known is sent again under its key, the same one, until the store says what became of it', async () => {
  const { writer, sent, told } = open({}, {}, [unknown, unknown])
  const lost = { ok: false, problem: { code: 'storage.unknown', details: { store: 'acme' } } }
  expect(await writer.draft({ ...by, key: 'k1' }, rename)).toMatchObject(lost)
  const other = set('c1', { name: 'Other' })
  expect(await writer.draft({ ...by, key: 'k1' }, other)).toMatchObject(lost)
  expect(await writer.draft({ ...by, key: 'k1' }, other)).toMatchObject({ ok: true, value: { changed: true } })
  expect(sent[2]).toBe(sent[0])
  expect([sent.length, told.length]).toEqual([3, 1])
  await writer.draft({ ...by, key: 'k1' }, other)
  expect(sent[3]?.writes).toMatchObject([{ values: { name: 'Other' } }])
  const conflict = open({}, {}, [unknown, refused])
  await conflict.writer.draft({ ...by, key: 'k1' }, rename)
  expect(await conflict.writer.draft({ ...by, key: 'k1' }, other)).toMatchObject({ ok: true })
  expect(conflict.sent[2]?.writes).toMatchObject([{ values: { name: 'Other' } }])
})

test('[SDK-7] under a key that was used before, the first answer is given again and nobody is told', async () => {
  const records = [
    { ref: ref('c1'), version: '7', values: {} },
    { ref: ref('e1', 'auditEntry'), version: '7', values: {} },
  ]
  const { writer, told } = open({}, {}, [{ ok: true, records, changes: [{ ref: ref('c1') }] as never, repeated: true }])
  expect(await writer.draft({ ...by, key: 'k1' }, rename)).toEqual({
    ...{ ok: true, value: { records: [{ ref: ref('c1'), version: '7' }], changed: true } },
  })
  expect(told).toEqual([])
})

test('[SDK-7] a store that does not say what a commit changed is named in the log, and the changes are worked out', async () => {
  const records = [{ ref: ref('c1'), version: '2', values: { ...known['c1']?.values, name: 'N' } }]
  const { writer, told, warnings } = open({}, {}, [{ ok: true, records } as unknown as CommitResult])
  await writer.draft(by, rename)
  expect(told).toMatchObject([
    { cursor: expect.stringMatching(/^commit ./), changes: [{ ref: ref('c1'), change: 'patch', changed: ['name'] }] },
  ])
  const message = 'The store does not say what a commit changed, so the core works it out. Report this to the author of the adapter.'
  expect(warnings).toEqual([[message, { store: 'acme' }]])
})
