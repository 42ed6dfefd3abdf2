import type { z } from 'zod'
import type { Access } from '../../access/access.js'
import type { Asker } from '../../access/asker.js'
import { isReadable } from '../../access/policy.js'
import type { Reader } from '../../records/read-records.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { Json, RecordId } from '../../schema/value.js'
import type { healthContract } from '../contract/health-contract.js'
import type { Facts } from '../criterion/facts.js'
import type { CriterionInput } from '../criterion/judge.js'
import type { ReadNeeds } from '../criterion/needs.js'

type Health = Extract<z.output<typeof healthContract.output>, { readonly state: 'scored' }>
/** An input as somebody is shown it. */
export type ShownInput = Health['groups'][number]['criteria'][number]['inputs'][number]

/** What of the inputs of a score somebody may see (HS-15). */
export interface VisibleInputs {
  show(input: CriterionInput): ShownInput
  /** The label of a property of the customer, and whether its value may be seen. */
  property(name: string): { readonly label: string; readonly kind: string; readonly isSeen: boolean }
  /** The title of a linked record; `undefined` where it may not be seen. */
  title(association: string, id: RecordId): string | undefined
  /** The object type at the other end of an association, and its label. */
  association(name: string): { readonly type: string; readonly label: string }
  /** Whether these properties of the records at an association may be seen. */
  mayRead(association: string, properties: readonly string[]): boolean
}
/** What finding out works with. */
export interface VisiblePort {
  readonly access: Access
  readonly reader: Pick<Reader, 'list'>
}

const mostNamed = 20
/** So many ids are looked up in one query. */
const chunk = 500

/** Looks up which linked records the asker may see. */
export async function createVisibleInputs(
  { access, reader }: VisiblePort,
  asker: Asker,
  { type, facts, needs }: { readonly type: ObjectTypeDefinition; readonly facts: Facts; readonly needs: ReadNeeds },
): Promise<VisibleInputs> {
  const titles = new Map<string, ReadonlyMap<RecordId, string>>()
  for (const name of needs.links.keys()) {
    const ids = (facts.links.get(name) ?? []).map(({ record }) => record.id)
    titles.set(name, await titlesOf({ access, reader }, asker, endOf(type, name).to, ids))
  }
  const property: VisibleInputs['property'] = (name) => {
    const found = type.properties.find((one) => one.name === name)
    return { label: found?.label ?? name, kind: found?.kind ?? 'string', isSeen: isReadable(asker.principal, type, name) }
  }
  const association: VisibleInputs['association'] = (name) => ({ type: endOf(type, name).to, label: endOf(type, name).label })
  const mayRead = (name: string, properties: readonly string[]): boolean => {
    const far = access.type(asker, endOf(type, name).to)
    return properties.every((one) => isReadable(asker.principal, far, one))
  }
  return {
    ...{ property, association, mayRead },
    title: (name, id) => titles.get(name)?.get(id),
    show(input) {
      switch (input.of) {
        case 'property': {
          const { label, kind, isSeen } = property(input.property.slice(input.property.indexOf('.') + 1))
          return { of: 'property', label, kind, ...(isSeen && { value: input.value as Json }) }
        }
        case 'segment': {
          const isSeen = input.properties.every((name) => property(name).isSeen) && input.associations.length === 0
          return { of: 'segment', label: input.segment, ...(isSeen && { value: input.value }) }
        }
        case 'records': {
          const known = titles.get(input.association)
          const { type: to, label } = association(input.association)
          const isSeen = mayRead(input.association, input.properties) && isWhole(facts, input.association, known)
          const records = input.records.slice(0, mostNamed).flatMap((id) => {
            const title = known?.get(id)
            return title === undefined ? [] : [{ type: to, id, title }]
          })
          return isSeen ? { of: 'records', label, value: input.value as Json, records } : { of: 'records', label }
        }
      }
    },
  }
}
// A number of records that leaves some out would tell that they are there.
function isWhole(facts: Facts, association: string, known: ReadonlyMap<RecordId, string> | undefined): boolean {
  return (facts.links.get(association) ?? []).every(({ record }) => known?.has(record.id) === true)
}
function endOf(type: ObjectTypeDefinition, name: string): ObjectTypeDefinition['associations'][number] {
  return type.associations.find((one) => one.name === name) as ObjectTypeDefinition['associations'][number]
}
/** The titles of those of these records that somebody may see. */
export async function titlesOf(
  { access, reader }: VisiblePort,
  asker: Asker,
  type: string,
  ids: readonly RecordId[],
): Promise<ReadonlyMap<RecordId, string>> {
  const found = new Map<RecordId, string>()
  const { title, properties } = access.type(asker, type)
  const isTitled = properties.some(({ name }) => name === title) && isReadable(asker.principal, access.type(asker, type), title)
  for (let at = 0; at < ids.length; at += chunk) {
    const where = { test: 'id-of', type, ids: ids.slice(at, at + chunk) } as const
    const { records } = await reader.list(asker, { type, select: isTitled ? [title] : [], where, limit: chunk })
    for (const { ref, values } of records) found.set(ref.id, isTitled && typeof values[title] === 'string' ? values[title] : ref.id)
  }
  return found
}
