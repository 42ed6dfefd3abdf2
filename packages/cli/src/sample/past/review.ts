import type { Values } from '@tenure/core'
import type { Random } from '../random.js'

/** How it was seen: mostly a customer that is well renews and one that is ill leaves, and some do otherwise. */
export type Mood = 'well' | 'ill'
type Sentiment = 'good' | 'fair' | 'poor'

const sentiments: Readonly<Record<Mood, readonly Sentiment[]>> = {
  well: ['good', 'good', 'good', 'fair', 'fair', 'poor'],
  ill: ['poor', 'poor', 'fair', 'fair', 'good'],
}

/** What was noted at a review: how much the product is used, the last answer to a survey, and what the CSM thinks. */
export function reviewOf(mood: Mood, employees: number, random: Random): Values {
  const seats = Math.max(5, Math.round(Math.min(employees, 900) * (0.15 + random.next() * 0.2)))
  const share = mood === 'well' ? 0.28 + random.next() * 0.62 : 0.12 + random.next() * 0.5
  const seatsUsed = Math.max(1, Math.round(seats * share))
  return {
    ...{
      seats,
      seatsUsed,
      seatShare: Math.round((seatsUsed / seats) * 100),
      weeklyLogins: Math.round(seatsUsed * (2 + random.next() * 2)),
    },
    npsAnswer: mood === 'well' ? random.whole(6, 10) : random.whole(1, 7),
    csmSentiment: random.pick(sentiments[mood]),
  }
}
