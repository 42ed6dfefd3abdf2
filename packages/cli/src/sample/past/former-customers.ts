import { createRandom } from '../random.js'
import { countries } from '../row/countries.js'
import { type SampleCustomer, toSlug } from '../row/customers.js'
import { industries } from '../row/industries.js'
import { sampleUsers } from '../row/people.js'
import { atDesk, daysAfter, workday, workdayBefore } from '../working-time.js'

/** A customer that left: its record is archived. */
export interface FormerCustomer extends SampleCustomer {
  /** The day on which it was decided that it does not renew. */
  readonly leftOn: string
}

const names = [
  'Abelard Prints, Aldine Mutual, Bastion Foods, Bellweather Air, Calder Textiles, Cobalt Street Media, Corvid Security, Dunmore Ceramics',
  'Elmsworth Travel, Fairhaven Clinics, Fennick Motors, Galloway Timber, Harrow Lane Books, Ingram Optics, Juniper Row Hotels, Kelmscott Press',
  'Larkfield Dairy, Lomond Glass, Marchmont Legal, Nettleham Seeds, Orchid Bay Cruises, Paxton Tools, Quarry Bank Homes, Rushmere Energy',
  'Saltmarsh Gas, Selby Packaging, Tarrant Bikes, Thistledown Toys, Umber Coatings, Vexley Games, Wharfside Rentals, Yarrow Health',
  'Ambleside Paper, Birchall Foundry, Cawdor Spirits, Drayton Signs, Eskdale Water, Foxley Interiors, Greystoke Rail, Hartland Pensions',
  'Inverlock Marine, Keswick Audio, Langtree Solar, Mossgate Labs, Northcote Dental, Oakhanger Farms, Penrose Tickets, Ravensbourne Bakeries',
].flatMap((line) => line.split(', '))

/** Customers that left within the last year, each at the end of a term. Of one in ten nobody saw it coming. */
export function formerCustomers(today: string): readonly FormerCustomer[] {
  return names.map((name, at) => {
    const random = createRandom(`former ${name}`)
    const country = random.pick(countries)
    const csm = random.pick(sampleUsers.filter(({ team }) => team === country.team))
    const endedOn = daysAfter(today, -Math.round(8 + (at * 340) / names.length))
    const startOn = daysAfter(endedOn, -365 * random.pick([1, 1, 1, 2, 2, 3, 4]))
    const createdOn = workday(daysAfter(startOn, -random.whole(20, 60)))
    const key = toSlug(name)
    return {
      ...{ key, name, domain: `${key}.example`, country, csm, timeZone: csm.timeZone, startOn, createdOn },
      city: random.pick(country.cities),
      industry: random.pick(industries),
      employees: Math.round(Math.min(12_000, Math.max(12, Math.exp(5.2 + 1.1 * random.around())))),
      course: random.chance(0.9) ? 'sinking' : 'steady',
      createdAt: atDesk(createdOn, csm.timeZone, random),
      // As if it had renewed: up to the day on which it left, what happened is what happens to those that do.
      renewalOn: daysAfter(endedOn, 365),
      leftOn: workdayBefore(daysAfter(endedOn, -random.whole(3, 20))),
      money: (amount) => ({ amount: String(amount), currency: country.currency }),
      random: (topic) => createRandom(`former ${name} ${topic}`),
    }
  })
}
