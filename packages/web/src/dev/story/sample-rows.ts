import type { Money } from '@tenure/core/contract'

interface SampleRow {
  readonly id: string
  readonly name: string
  readonly arr: Money | null
  readonly renewalDate: string | null
  readonly csm: string | null
  readonly healthScore: number | null
  readonly healthStatus: string | null
}
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const sampleRow = (at: number, name: string, arr: Money | null, days = at * 17 - 3): SampleRow => ({
  id: `c${at}`,
  name,
  arr,
  renewalDate: dayIn(days),
  csm: `u${at % 5}`,
  healthScore: [32, 58, 84][at % 3] as number,
  healthStatus: ['at-risk', 'neutral', 'healthy'][at % 3] as string,
})
const money = (amount: string, currency = 'EUR'): Money => ({ amount, currency })

/** Customers as a list shows them: one of each health, and one of which little is known. */
export const rows: readonly SampleRow[] = [
  sampleRow(0, 'Halden Freight', money('184000')),
  sampleRow(1, 'Kestrel Optics', money('41000')),
  sampleRow(2, 'Osterby Foods', money('76000')),
  { id: 'c3', name: 'Solenne Hotels', arr: null, renewalDate: null, csm: null, healthScore: null, healthStatus: null },
]

/** Values that strain a layout. */
export const names: Readonly<Record<'long' | 'currencies' | 'rightToLeft' | 'emoji', readonly SampleRow[]>> = {
  long: [
    sampleRow(0, 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', money('1234567890.55')),
    sampleRow(1, 'The Worshipful Company of Makers of Playing Cards and of Instruments for Navigators of the Northern Seas', money('900')),
  ],
  currencies: ['EUR', 'GBP', 'USD', 'JPY', 'CHF'].map((currency, at) =>
    sampleRow(at, `Northbeam ${currency}`, money('184000.5', currency)),
  ),
  rightToLeft: [
    sampleRow(0, 'شركة الميناء للشحن', money('52000', 'AED')),
    sampleRow(1, 'חברת הובלות הצפון (Haifa)', money('61000', 'ILS')),
  ],
  emoji: [sampleRow(0, '🚀 Rocket Bakery 🥐', money('12000')), sampleRow(1, '👩‍👩‍👧‍👦 Family Clinics', money('48000'))],
}
