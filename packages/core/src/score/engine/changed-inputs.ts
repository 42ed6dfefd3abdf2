import type { RecordId, Value } from '../../schema/value.js'
import type { FactLink, Facts } from '../criterion/facts.js'
import type { ReadNeeds } from '../criterion/needs.js'
import { sameJson } from './same-json.js'

/** Something that differs between two facts of a customer. `records` are several of one association, where there are too many to name each. */
export type ChangedInput =
  | { readonly of: 'property'; readonly property: string; readonly from: Value; readonly to: Value }
  | { readonly of: 'record'; readonly association: string; readonly record: RecordId; readonly change: 'added' | 'gone' | 'changed' }
  | { readonly of: 'records'; readonly association: string; readonly records: readonly RecordId[] }

/** What differs of what a criterion looks at. */
export function changedInputs(needs: ReadNeeds, before: Facts, after: Facts): readonly ChangedInput[] {
  const found: ChangedInput[] = []
  for (const property of needs.properties) {
    const [from, to] = [before.customer.values[property] ?? null, after.customer.values[property] ?? null]
    if (!sameJson(from, to)) found.push({ of: 'property', property, from, to })
  }
  for (const [association, names] of needs.links) found.push(...changedLinks(association, names, before, after))
  return found
}
function changedLinks(association: string, names: ReadonlySet<string>, before: Facts, after: Facts): readonly ChangedInput[] {
  const was = byId(before, association)
  const is = byId(after, association)
  const found: ChangedInput[] = []
  for (const [record, link] of is) {
    const old = was.get(record)
    if (old === undefined) found.push({ of: 'record', association, record, change: 'added' })
    else if (!isSame(old, link, names)) found.push({ of: 'record', association, record, change: 'changed' })
  }
  for (const record of was.keys()) if (!is.has(record)) found.push({ of: 'record', association, record, change: 'gone' })
  return found
}
function byId({ links }: Facts, association: string): ReadonlyMap<RecordId, FactLink> {
  return new Map((links.get(association) ?? []).map((link) => [link.record.id, link]))
}
function isSame(a: FactLink, b: FactLink, names: ReadonlySet<string>): boolean {
  for (const name of names) if (!sameJson(a.record.values[name] ?? null, b.record.values[name] ?? null)) return false
  return sameJson([...a.labels].sort(), [...b.labels].sort())
}

/** At most so many: beyond that, records of one association are one input. */
export function grouped(inputs: readonly ChangedInput[], most: number): readonly ChangedInput[] {
  if (inputs.length <= most) return inputs
  const own = inputs.filter(({ of }) => of === 'property')
  const byAssociation = new Map<string, RecordId[]>()
  for (const input of inputs)
    if (input.of === 'record') byAssociation.set(input.association, [...(byAssociation.get(input.association) ?? []), input.record])
  return [...own, ...[...byAssociation].map(([association, records]) => ({ of: 'records', association, records }) as const)]
}

/** The facts before, with these inputs as they are after. */
export function withInputs(before: Facts, after: Facts, inputs: readonly ChangedInput[]): Facts {
  if (inputs.length === 0) return before
  const values = { ...before.customer.values }
  const links = new Map(before.links)
  for (const input of inputs) {
    if (input.of === 'property') values[input.property] = after.customer.values[input.property] ?? null
    else links.set(input.association, exchanged(input, links.get(input.association) ?? [], after))
  }
  return { customer: { id: before.customer.id, values }, links }
}
function exchanged(
  input: Exclude<ChangedInput, { readonly of: 'property' }>,
  links: readonly FactLink[],
  after: Facts,
): readonly FactLink[] {
  const ids = new Set(input.of === 'record' ? [input.record] : input.records)
  const others = links.filter(({ record }) => !ids.has(record.id))
  return [...others, ...(after.links.get(input.association) ?? []).filter(({ record }) => ids.has(record.id))]
}
