import { defineCriterionKind } from '@tenure/core/score'
import { z } from 'zod'

export const seatsBought = defineCriterionKind({
  id: 'acme.seats/unused',
  title: 'Unused seats',
  config: z.strictObject({ most: z.number() }),
  reads: () => ({ properties: ['company.seats', 'company.seatsUsed'] }),
  points: () => [-10, 0],
  judge({ config, value }) {
    const [seats, used] = [value('company.seats'), value('company.seatsUsed')]
    if (typeof seats !== 'number' || typeof used !== 'number') return { points: undefined }
    return { points: seats - used > config.most ? -10 : 0, value: seats - used }
  },
})
