/** How a customer fares: it colours everything that happens to it. */
export type Course = 'growing' | 'steady' | 'sinking'
/** A customer with a name of its own: the first look at the workspace meets these. */
export interface CastMember {
  readonly key: string
  readonly name: string
  readonly course: Course
  readonly renewsInDays: number
  readonly arr: number
  readonly currency: string
  /** Weekly logins 90 days ago and now, where they are part of the story. */
  readonly logins?: readonly [then: number, now: number]
  /** Days since anything happened, where they are part of the story. */
  readonly quietDays?: number
  /** Days since the customer changed hands, where it did lately. */
  readonly takenOver?: number
  readonly archived?: true
  readonly city?: string
  readonly domain?: string
  /** The people there, the main contact first. */
  readonly people?: readonly (readonly [firstName: string, lastName: string, jobTitle: string])[]
  /** Subjects of the tickets that are open. */
  readonly tickets?: readonly string[]
  /** Shares of the seats in use, answers of surveys and what the CSM thinks, where they are part of the story: how it was, and how it is. */
  readonly signals?: {
    readonly seatsUsed: number
    readonly nps: readonly [before: number, now: number]
    readonly sentiment: 'good' | 'fair' | 'poor'
  }
}

/** Whose portfolio they are in. */
export const leadCsm = 'Ines Carvalho'

type Part = Omit<CastMember, 'key' | 'name' | 'course' | 'renewsInDays' | 'arr' | 'currency'> & {
  readonly currency?: string
  readonly key?: string
}
const member = (name: string, course: Course, renewsInDays: number, arr: number, part: Part = {}): CastMember => ({
  currency: 'EUR',
  key: name.toLowerCase().replace(/[^a-z]+/g, '-'),
  name,
  course,
  renewsInDays,
  arr,
  ...part,
})
const longName = 'Donaudampfschifffahrts-Elektrizitätenhauptbetriebswerk-Bauunterbeamten-Gesellschaft'

/** Some sink shortly before they renew; names in other scripts, a name that is too long, and currencies beside the usual ones. */
export const cast: readonly CastMember[] = [
  member('Halden Freight', 'sinking', 12, 184_000, {
    logins: [46, 17],
    quietDays: 38,
    city: 'Bergen',
    domain: 'haldenfreight.example',
    people: [
      ['Marit', 'Solberg', 'COO'],
      ['Ola', 'Brekke', 'Analyst'],
      ['Kari', 'Lund', 'Finance'],
    ],
    tickets: ['Export fails at night', 'Sign-in by SSO is slow'],
    signals: { seatsUsed: 0.31, nps: [6, 8], sentiment: 'fair' },
  }),
  member('Mirelle Foods', 'steady', 17, 96_000, { logins: [40, 24] }),
  member('Orvane Dental', 'growing', 22, 42_500, { takenOver: 9 }),
  member('Castor & Pine', 'sinking', 28, 67_200, { logins: [31, 9], quietDays: 44 }),
  member('Veltra Energy', 'steady', 31, 312_000, { logins: [120, 66] }),
  member('Kestrel Robotics', 'growing', 44, 148_000, { currency: 'CHF' }),
  member('Tidewell Insurance', 'steady', 55, 228_000, { logins: [64, 33], takenOver: 16 }),
  member('Brightmoor Schools', 'growing', 58, 36_400, { currency: 'GBP' }),
  member('Solenne Hotels', 'sinking', 64, 121_500, { logins: [58, 26] }),
  member('Pikeford Logistics', 'growing', 72, 88_000, { takenOver: 2 }),
  member('Nordhavn Marine', 'steady', 76, 174_000, { currency: 'NOK', logins: [52, 30] }),
  member('شركة الميناء للشحن', 'steady', 81, 52_000, { key: 'almina-shipping', currency: 'USD' }),
  member('🚀 Rocket Bakery', 'growing', 84, 18_900, { key: 'rocket-bakery' }),
  member('חברת הובלות הצפון', 'steady', 87, 61_000, { key: 'north-haulage', currency: 'USD' }),
  member(longName, 'steady', 106, 73_000, { key: 'donaudampf' }),
  member('Maison Perrault', 'growing', 111, 132_000),
  member('Osterby Retail', 'steady', 140, 256_000, { takenOver: 23 }),
  member('Ferro Antico', 'sinking', 170, 59_800, { archived: true }),
]
