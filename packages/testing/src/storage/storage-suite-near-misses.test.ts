import type { Change, ChangeBatch, Expression, HistoryEntry, Json, LinkOps, RecordRef, Values, Write } from '@tenure/core/adapter'
import type { BackupOps, KeptPage, KeptRecord } from '@tenure/core/backup'
import { vi } from 'vitest'
import { answers, commits, findAll, type Inner } from './test-mutants.js'

vi.setConfig({ testTimeout: 60_000 })

// Stores that get nearly everything right: what each of them loses is seen only by a check that looks for it.

findAll({
  'a backup leaves values out': { caughtBy: ['74', '75'], fault: (inner) => backupReads(inner, (record) => ({ ...record, values: {} })) },
  'a backup leaves the past out as it is read': {
    caughtBy: ['74', '75'],
    fault: (inner) => backupReads(inner, (record) => ({ ...record, history: [] })),
  },
  'a backup leaves links out as it is read': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, (record) => ({ ...record, links: [] })),
  },
  'a backup forgets labels': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, (record) => ({ ...record, links: record.links.map(({ label: _, ...link }) => link) })),
  },
  'a backup forgets what is archived': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, ({ archivedAt: _, ...record }) => record),
  },
  'a backup forgets when a record was archived': {
    caughtBy: ['74'],
    fault: (inner) =>
      backupReads(inner, ({ archivedAt, ...record }) => ({ ...record, ...(archivedAt !== undefined && { archivedAt: 1 }) })),
  },
  'a backup has the first version of each record': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, (record) => ({ ...record, version: '1' })),
  },
  'a backup forgets groups': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, (record) => ({ ...record, history: record.history.map(({ group: _, ...entry }) => entry) })),
  },
  'a backup has the newest of the past first': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, (record) => ({ ...record, history: record.history.toReversed() })),
  },
  'a backup leaves a record out': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, (record) => (record.ref.id === 'b2' ? undefined : record)),
  },
  'a backup leaves a type out': {
    caughtBy: ['74'],
    fault: (inner) => backupReads(inner, (record) => (record.ref.type === 'part' ? undefined : record)),
  },
  'a backup forgets which ids are taken as it is read': {
    caughtBy: ['74'],
    fault: (inner) => backupPages(inner, ({ records }) => ({ records })),
  },
  'a newer version is accepted': {
    caughtBy: ['15'],
    fault: (inner) => accepts(inner, (expect, version) => Number(expect) >= Number(version)),
  },
  'versions are compared as text, and newer ones accepted': {
    caughtBy: ['15'],
    fault: (inner) => accepts(inner, (expect, version) => /^\d+$/.test(expect) && expect >= version),
  },
  'versions are compared as numbers': {
    caughtBy: ['15'],
    fault: (inner) => accepts(inner, (expect, version) => Number(expect) === Number(version)),
  },
  'an empty version is none': { caughtBy: ['15'], fault: (inner) => accepts(inner, (expect) => expect === '') },
  'restoring does not look at the version': {
    caughtBy: ['15'],
    fault: (inner) => accepts(inner, (_, __, { write }) => write === 'restore'),
  },
  'linking what is linked does not look at the version': {
    caughtBy: ['15'],
    fault: (inner) => ({
      commit: async (batch, io) => {
        const [write] = batch.writes
        const ends = write?.write === 'link' ? ((await inner.links?.read([write.ref], write.edge, true, io))?.[0] ?? []) : []
        return write?.write === 'link' && ends.some(({ id }) => id === write.to.id)
          ? { ok: true, records: [], changes: [] }
          : inner.commit(batch, io)
      },
    }),
  },
  'keys are cut': { caughtBy: ['51'], fault: (inner) => keyed(inner, (key) => key.slice(0, 8)) },
  'keys are cut at 255 characters': { caughtBy: ['51'], fault: (inner) => keyed(inner, (key) => key.slice(0, 255)) },
  'keys are compared without case': { caughtBy: ['51'], fault: (inner) => keyed(inner, (key) => key.toLowerCase()) },
  'keys are trimmed': { caughtBy: ['51'], fault: (inner) => keyed(inner, (key) => key.trim()) },
  'keys are normalised': { caughtBy: ['51'], fault: (inner) => keyed(inner, (key) => key.normalize('NFC')) },
  'a repeated key names no changes': {
    caughtBy: ['51'],
    fault: (inner) => answers(inner, (result) => (result.repeated ? { ...result, changes: [] } : result)),
  },
  'a repeated key answers with another cursor': {
    caughtBy: ['51'],
    fault: (inner) => answers(inner, (result) => (result.repeated ? { ...result, cursor: `${result.cursor}0` } : result)),
  },
  'a repeated key answers without images': {
    caughtBy: ['51'],
    fault: (inner) =>
      answers(inner, (result) =>
        result.repeated ? { ...result, changes: result.changes.map(({ before: _, after: __, ...change }) => change) } : result,
      ),
  },
  'a key is forgotten half an hour before the day is over': { caughtBy: ['51'], fault: forgetsKeys },
  'archiving what is archived is a change': {
    caughtBy: ['10'],
    fault: (inner) => twice(inner, 'archive', (isArchived) => isArchived),
  },
  'restoring what is not archived is a change': {
    caughtBy: ['10'],
    fault: (inner) => twice(inner, 'restore', (isArchived) => !isArchived),
  },
  'a patch with the values that are there is left out': {
    caughtBy: ['10'],
    fault: (inner) => ({
      commit: async (batch, io) => {
        const [write] = batch.writes
        const [found] = write?.write === 'patch' ? await inner.read([write.ref], io) : []
        const isSame = write?.write === 'patch' && JSON.stringify(write.values) === JSON.stringify(found?.values)
        return isSame && found ? { ok: true, records: [found], changes: [] } : inner.commit(batch, io)
      },
    }),
  },
  'a link changes its first end alone': { caughtBy: ['11'], fault: (inner) => links(inner, ({ forward }) => forward) },
  'a link to itself is listed once': {
    caughtBy: ['11'],
    fault: (inner) => links(inner, ({ forward, other }, { ref }) => forward || other.id !== ref.id || other.type !== ref.type),
  },
  'a purge does not change the other ends': {
    caughtBy: ['11'],
    fault: (inner) => changed(inner, (changes) => changes.filter(({ linked }) => !linked?.some(({ gone, label }) => gone && !label))),
  },
  'the feed leaves the other ends out': {
    caughtBy: ['11'],
    fault: (inner) => ({
      changes: (from, io) =>
        mapped(
          inner.changes(from, io),
          withLinks(({ forward }) => forward),
        ),
    }),
  },
  'ids are normalised': { caughtBy: ['25'], fault: (inner) => ids(inner, (id) => id.normalize('NFC')) },
  'ids are trimmed': { caughtBy: ['25'], fault: (inner) => ids(inner, (id) => id.trim()) },
  'ids are cut at 255 characters': { caughtBy: ['25'], fault: (inner) => ids(inner, (id) => id.slice(0, 255)) },
  'links take ids that look alike for one': {
    caughtBy: ['25'],
    fault: ({ links }) => {
      if (links === undefined) return {}
      const read: LinkOps['read'] = (refs, ...along) =>
        links.read(
          refs.map((ref) => ({ ...ref, id: ref.id.trim() })),
          ...along,
        )
      return { links: { ...links, read } }
    },
  },
  'archived records lose their unique values': {
    caughtBy: ['52'],
    fault: (inner) =>
      commits(inner, (batch) => ({
        ...batch,
        writes: batch.writes.flatMap((write): readonly Write[] =>
          write.write === 'archive' ? [{ write: 'patch', ref: write.ref, values: { code: null } }, write] : [write],
        ),
      })),
  },
  'unique values are compared without case': {
    caughtBy: ['52'],
    fault: (inner) => ({ commit: uniqueBy(inner, (code) => code.toLowerCase()) }),
  },
  'unique values are compared without spaces': { caughtBy: ['52'], fault: (inner) => ({ commit: uniqueBy(inner, (code) => code.trim()) }) },
  'labels are compared without case': {
    caughtBy: ['68'],
    fault: (inner) => commits(inner, (batch) => ({ ...batch, writes: batch.writes.map(lowerLabel) })),
  },
  'a step along a label ignores case': {
    caughtBy: ['68'],
    fault: (inner) => ({
      scan: (offer, io) => inner.scan({ ...offer, native: { ...offer.native, where: lowerHops(offer.native.where) } }, io),
    }),
  },
  'JSON loses keys that are names of JavaScript': {
    caughtBy: ['6'],
    fault: (inner) =>
      commits(inner, (batch) => ({
        ...batch,
        writes: batch.writes.map((write) => ('values' in write ? { ...write, values: assigned(write.values) } : write)),
      })),
  },
  'text is cut at 64k': { caughtBy: ['6'], fault: (inner) => texts(inner, (text) => text.slice(0, 65_535)) },
  'text loses its NULs': { caughtBy: ['69'], fault: (inner) => texts(inner, (text) => text.replaceAll('\0', '')) },
  'text loses half characters': { caughtBy: ['69'], fault: (inner) => texts(inner, (text) => text.replace(/\p{Surrogate}/gu, '\ufffd')) },
  'what an archived record had is not before': {
    caughtBy: ['12'],
    fault: (inner) => histories(inner, (entries) => entries.map((entry) => (entry.version === '3' ? { ...entry, before: null } : entry))),
  },
  'history keeps a hundred entries': { caughtBy: ['13'], fault: (inner) => histories(inner, (entries) => entries.slice(0, 100)) },
  'history answers with a thousand entries at most': {
    caughtBy: ['13'],
    fault: (inner) => ({
      history: { read: async (refs, names, limit, io) => (await inner.history?.read(refs, names, Math.min(limit, 1_000), io)) ?? [] },
    }),
  },
  'a read answers for a hundred records': {
    caughtBy: ['17'],
    fault: (inner) => ({ read: (refs, io) => inner.read(refs.slice(0, 100), io) }),
  },
  'a read answers for a thousand records': {
    caughtBy: ['17'],
    fault: (inner) => ({ read: (refs, io) => inner.read(refs.slice(0, 1_000), io) }),
  },
  'twenty links of a record are stored': { caughtBy: ['17'], fault: (inner) => ({ commit: linksOnly(inner, 20) }) },
  'twenty-five links of a record are read': {
    caughtBy: ['17'],
    fault: ({ links }) => ({
      ...(links && { links: { ...links, read: async (...asked) => (await links.read(...asked)).map((ends) => ends.slice(0, 25)) } }),
    }),
  },
  'ten records behind the links of one are read': {
    caughtBy: ['17'],
    fault: ({ links: inner }) => {
      if (inner === undefined) return {}
      const readRecords: LinkOps['readRecords'] = async (refs, { edge, forward }, io) =>
        (await inner.read(refs, edge, forward, io)).map((ends) => ends.slice(0, 10).map((end) => ({ ...end, values: {} })))
      return { links: { ...inner, readRecords } }
    },
  },
  'a batch of more than a hundred writes is written in two parts': {
    caughtBy: ['17'],
    fault: (inner) => ({ commit: inParts(inner, 100) }),
  },
  'a batch of more than a thousand writes is written in two parts': {
    caughtBy: ['17'],
    fault: (inner) => ({ commit: inParts(inner, 1_000) }),
  },
  'there are fifty groups at most': {
    caughtBy: ['17'],
    fault: ({ aggregate }) => {
      if (aggregate === undefined) return {}
      const run: typeof aggregate.run = async (...asked) => {
        const { groups, ...answer } = await aggregate.run(...asked)
        return { ...answer, groups: groups.slice(0, 50) }
      }
      return { aggregate: { ...aggregate, run } }
    },
  },
})

function texts(inner: Inner, change: (text: string) => string): Partial<Inner> {
  const changed = (write: Write): Write => {
    if (!('values' in write)) return write
    const entries = Object.entries(write.values).map(([name, value]) => [name, typeof value === 'string' ? change(value) : value])
    return { ...write, values: Object.fromEntries(entries) }
  }
  return commits(inner, (batch) => ({ ...batch, writes: batch.writes.map(changed) }))
}
// What a copy key by key does to `__proto__`.
function assigned(values: Values): Values {
  const { extra } = values
  if (typeof extra !== 'object' || extra === null || Array.isArray(extra)) return values
  const copy: Record<string, Json> = {}
  for (const [name, value] of Object.entries(extra)) copy[name] = value
  return { ...values, extra: copy }
}
function lowerLabel(write: Write): Write {
  return 'label' in write && write.label !== undefined ? { ...write, label: write.label.toLowerCase() } : write
}
function lowerHops(where: Expression): Expression {
  if ('all' in where) return { all: where.all.map(lowerHops) }
  if (!('test' in where) || where.test !== 'some' || where.hop.label === undefined) return where
  return { ...where, hop: { ...where.hop, label: where.hop.label.toLowerCase() } }
}
function uniqueBy(inner: Inner, keyOf: (code: string) => string): Inner['commit'] {
  const seen = new Map<string, string>()
  return async (batch, io) => {
    for (const [at, write] of batch.writes.entries()) {
      const code = 'values' in write ? write.values['code'] : undefined
      if (typeof code !== 'string') continue
      const known = seen.get(keyOf(code)) ?? code
      if (known !== code) return { ok: false, because: 'constraint', at, property: 'code' }
      seen.set(keyOf(code), code)
    }
    return inner.commit(batch, io)
  }
}
/** Ids as the store takes them, in writes and reads. */
function ids(inner: Inner, change: (id: string) => string): Partial<Inner> {
  const changed = (ref: RecordRef): RecordRef => ({ ...ref, id: change(ref.id) })
  return {
    ...commits(inner, (batch) => ({ ...batch, writes: batch.writes.map((write) => ({ ...write, ref: changed(write.ref) })) })),
    read: (refs, io) => inner.read(refs.map(changed), io),
  }
}
function histories(inner: Inner, change: (entries: readonly HistoryEntry[]) => readonly HistoryEntry[]): Partial<Inner> {
  return { history: { read: async (...asked) => ((await inner.history?.read(...asked)) ?? []).map(change) } }
}
function linksOnly(inner: Inner, most: number): Inner['commit'] {
  return (batch, io) => {
    const links = batch.writes.filter(({ write }) => write === 'link')
    const dropped = new Set(links.slice(most))
    return inner.commit({ ...batch, writes: batch.writes.filter((write) => !dropped.has(write)) }, io)
  }
}
function inParts(inner: Inner, most: number): Inner['commit'] {
  return async (batch, io) => {
    if (batch.writes.length <= most) return inner.commit(batch, io)
    const first = await inner.commit({ ...batch, writes: batch.writes.slice(0, most) }, io)
    if (!first.ok) return first
    const second = await inner.commit({ ...batch, writes: batch.writes.slice(most) }, io)
    if (!second.ok) return { ...second, at: (second.at ?? 0) + most }
    return { ...second, records: [...first.records, ...second.records], changes: [...first.changes, ...second.changes] }
  }
}
type Linked = NonNullable<Change['linked']>[number]
function withLinks(isKept: (linked: Linked, change: Change) => boolean): (change: Change) => Change {
  return (change) => (change.linked === undefined ? change : { ...change, linked: change.linked.filter((each) => isKept(each, change)) })
}
/** Changes what commits and feed say. */
function changed(inner: Inner, change: (changes: readonly Change[]) => readonly Change[]): Partial<Inner> {
  return {
    ...answers(inner, (result) => ({ ...result, changes: change(result.changes) })),
    changes: async function* (from, io) {
      for await (const batch of inner.changes(from, io)) yield { ...batch, changes: change(batch.changes) }
    },
  }
}
function links(inner: Inner, isKept: (linked: Linked, change: Change) => boolean): Partial<Inner> {
  return changed(inner, (changes) => changes.map(withLinks(isKept)))
}
async function* mapped(batches: AsyncIterable<ChangeBatch>, change: (change: Change) => Change): AsyncIterable<ChangeBatch> {
  for await (const { cursor, changes } of batches) yield { cursor, changes: changes.map(change) }
}
function keyed(inner: Inner, change: (key: string) => string): Partial<Inner> {
  return commits(inner, ({ key, ...batch }) => ({ ...batch, ...(key !== undefined && { key: change(key) }) }))
}
function forgetsKeys(inner: Inner): Partial<Inner> {
  let now = () => 0
  const firstUsed = new Map<string, number>()
  return {
    open: (env) => {
      now = () => env.clock.now()
      return inner.open(env)
    },
    commit: ({ key, ...batch }, io) => {
      if (key === undefined) return inner.commit(batch, io)
      const since = firstUsed.get(key) ?? now()
      firstUsed.set(key, since)
      return inner.commit({ ...batch, ...(now() - since < 23.5 * 3_600_000 && { key }) }, io)
    },
  }
}
/** Does a write that would change nothing, by undoing it first. */
function twice(inner: Inner, kind: 'archive' | 'restore', isDone: (isArchived: boolean) => boolean): Partial<Inner> {
  const opposite = kind === 'archive' ? 'restore' : 'archive'
  return {
    commit: async (batch, io) => {
      const found = await inner.read(
        batch.writes.map(({ ref }) => ref),
        io,
      )
      const writes = batch.writes.flatMap((write, at): readonly Write[] => {
        if (write.write !== kind || !isDone(found[at]?.archivedAt !== undefined)) return [write]
        return [{ ...write, write: opposite }, write]
      })
      return inner.commit({ ...batch, writes }, io)
    },
  }
}
// Writes whose `expect` is good enough for the fault find the version that they name.
function accepts(inner: Inner, isEnough: (expect: string, version: string, write: Write) => boolean): Partial<Inner> {
  return {
    commit: async (batch, io) => {
      const found = await inner.read(
        batch.writes.map(({ ref }) => ref),
        io,
      )
      const writes = batch.writes.map((write, at): Write => {
        const version = found[at]?.version
        const isFound = write.expect !== undefined && version !== undefined && isEnough(write.expect, version, write)
        return isFound ? { ...write, expect: version } : write
      })
      return inner.commit({ ...batch, writes }, io)
    },
  }
}
function backupReads(inner: Inner, change: (record: KeptRecord) => KeptRecord | undefined): Partial<Inner> {
  return backupPages(inner, (page) => ({ ...page, records: page.records.flatMap((record) => change(record) ?? []) }))
}
function backupPages(inner: Inner, change: (page: KeptPage) => KeptPage): Partial<Inner> {
  const read: BackupOps['read'] = async function* (io) {
    for await (const page of inner.backup?.read(io) ?? []) yield change(page)
  }
  return inner.backup === undefined
    ? {}
    : { backup: { read, restore: (pages, io) => inner.backup?.restore(pages, io) ?? Promise.resolve() } }
}
