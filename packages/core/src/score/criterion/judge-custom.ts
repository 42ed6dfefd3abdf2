import { runPluginCode } from '../../errors/plugin-code.js'
import { refuse } from '../../query/binding.js'
import { toUnits } from '../engine/units.js'
import type { CustomCriterion } from '../model/criterion.js'
import type { CriterionJudgement, CriterionKind } from '../model/criterion-kind.js'
import type { CriterionKinds } from '../model/point-bounds.js'
import { associationOf, type FilterPlace } from './compile-filter.js'
import type { Facts } from './facts.js'
import type { CriterionInput, Judge } from './judge.js'
import { propertyOf } from './property-of.js'

/** Judges by the code of a plugin, which sees what it said that it reads. What it throws, and points that are no number, count as missing. */
export function judgeCustom(place: FilterPlace, criterion: CustomCriterion, kinds: CriterionKinds): Judge {
  const kind = kinds.get(criterion.of)
  if (kind === undefined) return { judge: () => ({ units: undefined }), inputs: () => [] }
  const parsed = kind.config.safeParse(criterion.config)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw refuse(['config', ...(issue?.path ?? []).map(String)], issue?.message ?? `The configuration of ${criterion.name} is not valid.`)
  }
  const config = parsed.data
  const { properties = [], records = [] } = runPluginCode(
    { contribution: kind.id, part: 'code *reads*' },
    () => kind.reads(config),
    isReading,
  )
  const names = properties.map((path) => propertyOf(place.customer, path).name)
  for (const name of names) place.needs.property(name)
  const links = records.map((one) => linkOf(place, one))
  const run = (facts: Facts, now: number): CriterionJudgement => runKind(kind, { config, now, facts, names, links })
  return {
    judge(facts, now) {
      const { points, until } = run(facts, now)
      const units = points === undefined || !Number.isFinite(points) ? undefined : toUnits(points)
      return { units, ...(Number.isFinite(until) && until !== undefined && until > now && { until }) }
    },
    inputs: (facts, now) => inputsOf(facts, { names: properties, links, value: run(facts, now).value ?? null }),
  }
}
interface CustomLink {
  readonly path: string
  readonly name: string
  readonly properties: readonly string[]
}
function linkOf(
  place: FilterPlace,
  { association, properties }: { readonly association: string; readonly properties: readonly string[] },
): CustomLink {
  const { name, to } = associationOf(place.customer, association)
  const type = place.schema.get(to)
  if (type === undefined) throw refuse(['config'], `There is no object type ${to}.`)
  place.needs.link(name)
  const found = properties.map((path) => propertyOf(type, path).name)
  for (const property of found) place.needs.link(name, property)
  return { path: association, name, properties: found }
}
interface CustomCall {
  readonly config: never
  readonly now: number
  readonly facts: Facts
  readonly names: readonly string[]
  readonly links: readonly CustomLink[]
}
function runKind(
  kind: CriterionKind,
  { config, now, facts, names, links }: Omit<CustomCall, 'config'> & { readonly config: unknown },
): CriterionJudgement {
  const { values } = facts.customer
  const known = new Map(names.map((name) => [name, values[name] ?? null]))
  try {
    const judged: unknown = kind.judge({
      config: config as never,
      now,
      value: (path) => known.get(path.slice(path.indexOf('.') + 1)) ?? null,
      records(path) {
        const link = links.find((one) => one.path === path)
        const linked = link === undefined ? [] : (facts.links.get(link.name) ?? [])
        const select = link?.properties ?? []
        return linked.map(({ record }) => ({
          id: record.id,
          values: Object.fromEntries(select.map((name) => [name, record.values[name] ?? null])),
        }))
      },
    })
    return typeof judged === 'object' && judged !== null ? (judged as CriterionJudgement) : missing
  } catch {
    return missing
  }
}
const missing: CriterionJudgement = { points: undefined }
function isReading(found: unknown): boolean {
  if (typeof found !== 'object' || found === null) return false
  const { properties = [], records = [] } = found as Readonly<Record<string, unknown>>
  return (
    areTexts(properties) &&
    Array.isArray(records) &&
    records.every((each) => typeof each?.association === 'string' && areTexts(each.properties))
  )
}
function areTexts(found: unknown): boolean {
  return Array.isArray(found) && found.every((each) => typeof each === 'string')
}
function inputsOf(
  facts: Facts,
  {
    names,
    links,
    value,
  }: {
    readonly names: readonly string[]
    readonly links: readonly CustomLink[]
    readonly value: (CriterionJudgement['value'] & {}) | null
  },
): readonly CriterionInput[] {
  const { values } = facts.customer
  const own = names.map(
    (path): CriterionInput => ({ of: 'property', property: path, value: values[path.slice(path.indexOf('.') + 1)] ?? null }),
  )
  const linked = links.map(({ name, properties }): CriterionInput => {
    const records = (facts.links.get(name) ?? []).map(({ record }) => record.id)
    return { of: 'records', association: name, properties, records, value }
  })
  return [...own, ...linked]
}
