import type { ColumnChoice, HistoryEntry, RecordDetail } from '../app/data/answers.js'
import { cities, leads, people, trades } from './names.js'

const dayMs = 86_400_000
const start = Math.floor(Date.now() / dayMs) * dayMs

/** A number from 0 to 1 that is always the same for the same seeds. */
function chance(...seeds: readonly number[]): number {
  let hash = 2166136261
  for (const seed of seeds) hash = Math.imul(hash ^ (seed + 0x9e3779b9), 16777619) ^ (hash >>> 13)
  return ((hash >>> 0) % 100_003) / 100_003
}
const pick = <T>(list: readonly T[], ...seeds: readonly number[]): T => list[Math.floor(chance(...seeds) * list.length)] as T
const dayText = (at: number) => new Date(at).toISOString().slice(0, 10)

/** The name of the n-th customer. */
export function nameOf(n: number): string {
  const lead = leads[n % leads.length] as string
  const trade = trades[(n + Math.floor(n / leads.length)) % trades.length] as string
  const round = Math.floor(n / (leads.length * trades.length))
  return lead.startsWith('Maison') ? lead : `${lead} ${trade}${round === 0 ? '' : ` ${pick(cities, n, 9)}`}`
}

type Value = HistoryEntry['value']
type Customer = { readonly id: string; readonly [field: string]: Value }

/** The n-th customer as a row of the list. */
export function customer(n: number): Customer {
  const renews = chance(n, 1) < 0.06 ? null : dayText(start + Math.floor(chance(n, 2) ** 1.4 * 420 - 6) * dayMs)
  const quiet =
    chance(n, 3) < 0.05 ? null : start + 30_000_000 - Math.floor(chance(n, 4) ** 2.2 * 70) * dayMs - Math.floor(chance(n, 5) * 30_000_000)
  return {
    id: `c${n}`,
    name: nameOf(n),
    healthScore: null,
    healthStatus: null,
    renewalDate: renews,
    arr:
      chance(n, 6) < 0.04
        ? null
        : { amount: String(Math.round(18 + chance(n, 7) ** 2 * 300) * 500), currency: n % 9 === 4 ? 'GBP' : 'EUR' },
    lastActivityAt: quiet,
    csm: chance(n, 10) < 0.03 ? null : `u${Math.floor(chance(n, 8) * people.length)}`,
    createdAt: start - Math.floor(chance(n, 11) * 900 + 30) * dayMs,
    city: pick(cities, n, 12),
    domain: `${nameOf(n)
      .toLowerCase()
      .replace(/[^a-z]+/g, '')}.example`,
    'contacts.name': pick(people, n, 13),
  }
}

const labels: readonly (readonly [string, string, string])[] = [
  ['name', 'Name', 'string'],
  ['healthScore', 'Health score', 'number'],
  ['healthStatus', 'Health status', 'enumeration'],
  ['renewalDate', 'Renewal date', 'date'],
  ['arr', 'ARR', 'money'],
  ['lastActivityAt', 'Last activity', 'datetime'],
  ['csm', 'CSM', 'user'],
  ['createdAt', 'Create date', 'datetime'],
  ['city', 'City', 'string'],
  ['domain', 'Domain', 'string'],
]
const ownColumns: readonly ColumnChoice[] = labels
  .filter(([name]) => name !== 'healthStatus')
  .map(([field, label, kind], at) => ({
    field,
    label: field === 'healthScore' ? 'Health' : label,
    kind,
    sortable: true,
    byDefault: at < 6,
    format:
      field === 'healthScore'
        ? 'health'
        : kind === 'date' || kind === 'datetime'
          ? 'relative-date'
          : kind === 'money' || kind === 'user'
            ? kind
            : 'text',
  }))

/** Columns of customers to choose from: their properties, and one of a linked record. */
export const columnChoices: readonly ColumnChoice[] = [
  ...ownColumns,
  { field: 'contacts.name', label: 'Contact name', kind: 'string', format: 'text', sortable: true, byDefault: false },
]

const happenings: readonly (readonly [string, string, string, string])[] = [
  [
    'call',
    'Call',
    'Call with Marit Solberg',
    'Wants the new price list before the board meets. Two of the six depots still use the old scanner.',
  ],
  ['email', 'Email', 'Re: Renewal terms for next year', 'Thanks, the three-year option looks right to us. Legal reads it this week.'],
  ['meeting', 'Meeting', 'Quarterly review', 'Usage is up in Bergen and flat in Stavanger; agreed on a second training day.'],
  ['note', 'Note', 'Champion changes role in January', 'Astrid moves to procurement. Her successor is not named yet.'],
  ['email', 'Email', 'Invoice 2026-1141', ''],
  ['call', 'Call', 'Check-in', 'Quiet month, nothing urgent.'],
]

/** All that the preview of a record shows. */
export function recordOf(type: string, id: string): RecordDetail {
  const n = Number(id.replace(/\D/g, ''))
  if (type !== 'company') return linkedRecord(type, id, n)
  const row = customer(n)
  const count = 3 + Math.floor(chance(n, 21) * 9)
  return {
    type,
    typeLabel: 'Company',
    id,
    title: String(row['name']),
    version: '4',
    archived: false,
    may: { edit: true, delete: true },
    properties: labels.map(([name, label, kind]) => ({ name, label, kind, editable: true, value: row[name] ?? null })),
    links: linksOf(n, String(row['name'])),
    activities: {
      total: count + 31,
      rows: Array.from({ length: count }, (_, k) => {
        const [kind, label, title, text] = pick(happenings, n, k, 5)
        return {
          type: kind,
          typeLabel: label,
          id: `a${n}-${k}`,
          title,
          text,
          at: Date.now() - Math.floor((k + chance(n, k)) * 5.3 * dayMs),
          doer: pick(people, n, k, 2),
        }
      }),
    },
  }
}

function linksOf(n: number, name: string): RecordDetail['links'] {
  return [
    {
      name: 'contacts',
      label: 'Contacts',
      type: 'contact',
      typeLabel: 'Contact',
      total: 3,
      rows: [1, 2, 3].map((k) => ({
        id: `p${n * 10 + k}`,
        title: pick(people, n, k, 3),
        detail: ['Head of Operations', 'Finance lead', 'IT manager'][k - 1] as string,
      })),
    },
    {
      name: 'deals',
      label: 'Deals',
      type: 'deal',
      typeLabel: 'Deal',
      total: 2,
      rows: [
        { id: `d${n}1`, title: `${name}, renewal 2026/27`, detail: '€184,000' },
        { id: `d${n}2`, title: 'Extra seats', detail: '€12,400' },
      ],
    },
    {
      name: 'tickets',
      label: 'Tickets',
      type: 'ticket',
      typeLabel: 'Ticket',
      total: 1,
      rows: [{ id: `t${n}1`, title: 'Scanner loses its pairing overnight', detail: 'Open' }],
    },
  ]
}
function linkedRecord(type: string, id: string, n: number): RecordDetail {
  return {
    type,
    typeLabel: type.charAt(0).toUpperCase() + type.slice(1),
    id,
    title: pick(people, n, 1),
    version: '1',
    archived: false,
    may: { edit: true, delete: true },
    properties: [
      { name: 'name', label: 'Name', kind: 'string', editable: true, value: pick(people, n, 1) },
      { name: 'email', label: 'Email', kind: 'string', editable: true, value: 'marit.solberg@haldenfreight.example' },
      { name: 'createdAt', label: 'Create date', kind: 'datetime', editable: true, value: start - 40 * dayMs },
    ],
    links: [
      {
        name: 'companies',
        label: 'Companies',
        type: 'company',
        typeLabel: 'Company',
        total: 1,
        rows: [{ id: `c${n % 400}`, title: nameOf(n % 400) }],
      },
    ],
    activities: { total: 0, rows: [] },
  }
}

/** A history that ends in the values of now. */
export function historyOf(id: string, property: string | undefined): readonly HistoryEntry[] {
  const row = customer(Number(id.replace(/\D/g, '')))
  const older: Readonly<Record<string, Value>> = {
    renewalDate: dayText(start + 9 * dayMs),
    arr: { amount: '96000', currency: 'EUR' },
    csm: 'u2',
  }
  const all = labels
    .filter(([name]) => row[name] != null)
    .flatMap(([name, label, kind], at): HistoryEntry[] => {
      const was = older[name] ?? null
      const now = {
        property: name,
        label,
        kind,
        value: row[name] ?? null,
        before: was,
        at: start - (at + 1) * 3 * dayMs,
        by: 'Ada Okafor',
        source: at % 3 === 0 ? 'import' : 'user',
      }
      return was === null ? [now] : [now, { ...now, value: was, before: null, at: now.at - 200 * dayMs, source: 'import' }]
    })
  return all.filter((entry) => property === undefined || entry.property === property).sort((a, b) => b.at - a.at)
}
