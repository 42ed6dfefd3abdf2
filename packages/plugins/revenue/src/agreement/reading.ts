import { type CalendarDay, dayOf, type Instant, TenureError } from '@tenure/core/contract'
import type { DynamicRecords } from '@tenure/core/plugin'
import { combineLatest, map, type Observable } from 'rxjs'

type Pipelines = Parameters<Parameters<ReturnType<DynamicRecords['watchPipelines']>['subscribe']>[0] & object>[0]
interface Stage {
  readonly open: boolean
  readonly probability?: number
}
/** What the numbers are read with, for one user: the object type, which properties are chosen and which of them are hidden, and the stages. */
export interface Reading {
  /** Of two object types that play the role, the one that is meant. */
  readonly about: string | undefined
  /** The object type that is meant. */
  readonly objectType: string
  /** Properties of the role that the settings have chosen. */
  readonly mapped: ReadonlySet<string>
  /** Of these, those that the user may not read: the numbers that need one are refused. */
  readonly hidden: ReadonlySet<string>
  /** By pipeline and stage. */
  readonly stages: ReadonlyMap<string, Stage>
  /** Whether the user sees every record and every customer. */
  readonly covers: 'all' | 'some' | 'none'
  readonly lastDay: 'inclusive' | 'exclusive'
  /** The zone of the account's numbers. */
  readonly zone: { readonly name: string; dayOf(at: Instant): CalendarDay }
}
type Chosen = Readonly<Record<string, Readonly<Record<string, string | null>>>>
const names = ['amount', 'renewalDate', 'startDate', 'endDate', 'termMonths', 'recurring', 'chain'] as const

/** What a user reads with, now and whenever rights, object types or settings change. */
export function watchReading(
  records: DynamicRecords,
  about: string | undefined,
  settings: object,
  { timeZone, lastDay }: { readonly timeZone: string; readonly lastDay: Reading['lastDay'] },
): Observable<Reading> {
  const zone = { name: timeZone, dayOf: (at: Instant) => dayOf(at, timeZone) }
  return combineLatest([
    records.watchObjects('revenue'),
    records.watchProperties('revenue', [], about),
    records.watchPipelines('revenue', about),
    records.watchReach('revenue', about),
    records.watchReach('company'),
  ]).pipe(
    map(([objects, properties, pipelines, ...reaches]): Reading => {
      const objectType = about ?? objects[0]?.name ?? ''
      const readable = new Set(properties.map(({ name }) => name))
      const chosen = names.filter((name) => typeof (settings as Chosen)[name]?.[objectType] === 'string')
      return {
        about,
        objectType,
        mapped: new Set(chosen),
        hidden: new Set([...chosen.filter((name) => !readable.has(name)), ...(pipelines.length === 0 ? ['stage'] : [])]),
        stages: stagesOf(pipelines),
        covers: reaches.includes('none') ? 'none' : reaches.includes('some') ? 'some' : 'all',
        lastDay,
        zone,
      }
    }),
  )
}
function stagesOf(pipelines: Pipelines): Reading['stages'] {
  return new Map(pipelines.flatMap(({ value, stages }) => stages.map((stage) => [`${value} ${stage.value}`, stage] as const)))
}

/** Why there is no number, by what is missing; the page translates them. */
export const sentences = {
  amount: 'You may not see the amount of these records, so this cannot be worked out for you.',
  renewalDate: 'You may not see the renewal date of these records, so this cannot be worked out for you.',
  startDate: 'You may not see the start date of these records, so this cannot be worked out for you.',
  endDate: 'You may not see the end date of these records, so this cannot be worked out for you.',
  termMonths: 'You may not see the term of these records, so this cannot be worked out for you.',
  recurring: 'You may not see whether these records recur, so this cannot be worked out for you.',
  chain: 'You may not see the renewal chain of these records, so this cannot be worked out for you.',
  stage: 'You may not see the stage of these records, so this cannot be worked out for you.',
  noAmount: 'The settings of Revenue have not chosen the amount, so this cannot be worked out.',
  noRenewalDate: 'The settings of Revenue have not chosen the renewal date, so this cannot be worked out.',
  some: 'These numbers cover only the records and customers that you may see.',
} as const
type Needed = (typeof names)[number] | 'stage'

/** What is missing for numbers that need these properties: the sentence that says so, or nothing. */
export function lackOf({ hidden, mapped }: Reading, needed: readonly Needed[], alsoIfMapped: readonly Needed[] = []): string | undefined {
  const concealed = [...needed, ...alsoIfMapped].find((name) => hidden.has(name))
  if (concealed !== undefined) return sentences[concealed]
  if (needed.includes('amount') && !mapped.has('amount')) return sentences.noAmount
  return needed.includes('renewalDate') && !mapped.has('renewalDate') ? sentences.noRenewalDate : undefined
}
/** Refuses numbers for which something is missing. Errors: `access.denied` for what is hidden, `input.invalid` for what nobody chose. */
export function demand(reading: Reading, needed: readonly Needed[], alsoIfMapped: readonly Needed[] = []): void {
  const message = lackOf(reading, needed, alsoIfMapped)
  if (message === undefined) return
  if ([...needed, ...alsoIfMapped].some((name) => reading.hidden.has(name)))
    throw new TenureError('access.denied', message, { missing: 'read revenue' })
  throw new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
