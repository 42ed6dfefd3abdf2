import { Company, Contact } from '@tenure/core'
import { record, type Seed } from '@tenure/memory'

const permissions = ['workspace.access']
const daysAgo = (days: number) => Date.now() - days * 86_400_000
const dayIn = (days: number) => new Date(daysAgo(-days)).toISOString().slice(0, 10)
const euro = (amount: string) => ({ amount, currency: 'EUR' })

/** Two people and five customers. Switch between the two at the top of the page: Ada sees only her own customers. */
export const sample: Seed = {
  users: [
    { id: 'ines', name: 'Ines Carvalho', seat: true, permissions },
    { id: 'ada', name: 'Ada Okafor', seat: true, permissions, objects: { '*': { view: 'own', edit: 'own', delete: 'none' } } },
  ],
  records: [
    record(Company, 'halden', {
      name: 'Halden Freight',
      csm: 'ines',
      arr: euro('184000'),
      renewalDate: dayIn(12),
      lastActivityAt: daysAgo(38),
    }),
    record(Company, 'osterby', {
      name: 'Osterby Foods',
      csm: 'ada',
      arr: euro('76000'),
      renewalDate: dayIn(54),
      lastActivityAt: daysAgo(45),
    }),
    record(Company, 'kestrel', {
      name: 'Kestrel Optics',
      csm: 'ines',
      arr: euro('41000'),
      renewalDate: dayIn(200),
      lastActivityAt: daysAgo(2),
    }),
    record(Company, 'tidewell', {
      name: 'Tidewell Marine',
      csm: 'ada',
      arr: { amount: '58000', currency: 'GBP' },
      lastActivityAt: daysAgo(9),
    }),
    record(Company, 'solenne', { name: 'Solenne Hotels', arr: euro('12500'), lastActivityAt: daysAgo(71) }),
    record(Contact, 'marit', { name: 'Marit Solberg', jobTitle: 'Head of Operations' }, { companies: 'halden' }),
  ],
}
