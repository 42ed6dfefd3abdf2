import { getValue, type Outcome } from '../base/outcome.js'
import type { AnyWrites, Expected, StagedLink } from '../contract/any-records.js'
import type { RecordWrite } from '../records/write.js'
import type { Written } from '../records/write-records.js'
import type { RecordId, RecordRef } from '../schema/value.js'

/** Where staged writes go. */
export interface WriteSink {
  add(write: RecordWrite): void
  newId(): RecordId
  commit(): Promise<Outcome<Written>>
}

/** Stages changes of records of any object type. */
export function openAnyWrites({ add, newId, commit }: WriteSink): AnyWrites {
  const link = (write: 'associate' | 'unassociate', ref: RecordRef, { association, to, label }: StagedLink): void =>
    add({ write, ...ref, association, to, ...(label !== undefined && { label }) })
  return {
    create(type, values, links = []) {
      const id = newId()
      add({ write: 'create', type, id, values })
      for (const each of links) link('associate', { type, id }, each)
      return id
    },
    update: (ref, values, expected) =>
      add({ write: 'update', ...ref, values, ...versionOf(expected), ...(expected?.was !== undefined && { was: expected.was }) }),
    archive: (ref, expected) => add({ write: 'archive', ...ref, ...versionOf(expected) }),
    restore: (ref, expected) => add({ write: 'restore', ...ref, ...versionOf(expected) }),
    merge: (ref, other, expected) =>
      add({
        write: 'merge',
        ...ref,
        other,
        ...versionOf(expected),
        ...(expected?.other !== undefined && { otherVersion: expected.other }),
      }),
    associate: (ref, each) => link('associate', ref, each),
    unassociate: (ref, each) => link('unassociate', ref, each),
    commit: async () => getValue(await commit()).records,
  }
}

function versionOf(expected: Expected | undefined): { readonly version?: string } {
  return expected?.version === undefined ? {} : { version: expected.version }
}
