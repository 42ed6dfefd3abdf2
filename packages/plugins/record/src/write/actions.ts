import type { Values } from '@tenure/core/contract'
import {
  archiveRecordContract,
  associateContract,
  createRecordContract,
  mergeRecordsContract,
  restoreRecordContract,
  unassociateContract,
  updateRecordContract,
  updateRecordsContract,
} from '@tenure/core/page'
import { type AnyWrites, implementAction } from '@tenure/core/plugin'
import { firstValueFrom } from 'rxjs'
import { Everything, Writes } from '../grants.js'
import { Config } from './config.js'
import { demandMayAdd } from './may-add.js'

const uses = { writes: Writes }
const linking = { writes: Writes, records: Everything, config: Config }

/** Creates a record with its first associations. */
export const create = implementAction(createRecordContract, {
  uses: linking,
  run: async ({ writes, records, config, input: { type, values, links } }) => {
    await demandMayAdd(records, type, links, config.withoutEdit)
    const id = writes.create(
      type,
      values as Values,
      links.map(({ association, id: to, label }) => ({ association, to, label })),
    )
    return { id, version: await versionOf(writes, id) }
  },
})

/** Changes properties of a record. */
export const update = implementAction(updateRecordContract, {
  uses,
  run: async ({ writes, input: { type, id, values, version, was } }) => {
    writes.update({ type, id }, values as Values, { version, was: was as Values | undefined })
    return { version: await versionOf(writes, id) }
  },
})

/** Changes several records together. */
export const updateMany = implementAction(updateRecordsContract, {
  uses,
  run: ({ writes, input: { type, records } }) => {
    for (const { id, values, was } of records) writes.update({ type, id }, values as Values, { was: was as Values | undefined })
    return { records: records.length }
  },
})

/** Takes a record out of views, counts and reports. */
export const archive = implementAction(archiveRecordContract, {
  uses,
  run: async ({ writes, input: { type, id, version } }) => {
    writes.archive({ type, id }, { version })
    return { version: await versionOf(writes, id) }
  },
})

/** Brings an archived record back. */
export const restore = implementAction(restoreRecordContract, {
  uses,
  run: async ({ writes, input: { type, id, version } }) => {
    writes.restore({ type, id }, { version })
    return { version: await versionOf(writes, id) }
  },
})

/** Merges another record of the type into a record. */
export const merge = implementAction(mergeRecordsContract, {
  uses,
  run: async ({ writes, input: { type, id, other, version, otherVersion } }) => {
    writes.merge({ type, id }, other, { version, other: otherVersion })
    return { version: await versionOf(writes, id) }
  },
})

/** Links two records. */
export const associate = implementAction(associateContract, {
  uses: linking,
  run: async ({ writes, records, config, input: { type, id, association, to, label } }) => {
    await demandMayAdd(records, type, [{ association, id: to }], config.withoutEdit)
    writes.associate({ type, id }, { association, to, label })
  },
})

/** Takes a link between two records away. */
export const unassociate = implementAction(unassociateContract, {
  uses: linking,
  run: async ({ writes, records, config, input: { type, id, association, to, label, all } }) => {
    await demandMayAdd(records, type, [{ association, id: to }], config.withoutEdit)
    const labels = all ? [...((await firstValueFrom(records.watchLabels({ type, id }, association))).get(to) ?? []), undefined] : [label]
    for (const each of labels) writes.unassociate({ type, id }, { association, to, label: each })
  },
})

async function versionOf(writes: AnyWrites, id: string): Promise<string> {
  const records = await writes.commit()
  return records.find(({ ref }) => ref.id === id)?.version ?? '0'
}
