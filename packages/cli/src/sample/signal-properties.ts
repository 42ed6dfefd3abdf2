import type { ObjectTypeExtension } from '@tenure/core'

/** What the sample says of a company besides what every account knows: the inputs of a score, and what became of its last renewal. */
export const signalProperties: ObjectTypeExtension = {
  name: 'company',
  properties: [
    { name: 'weeklyLogins', kind: 'number', label: 'Weekly logins' },
    { name: 'seats', kind: 'number', label: 'Seats' },
    { name: 'seatsUsed', kind: 'number', label: 'Seats used' },
    { name: 'seatShare', kind: 'number', label: 'Seats in use (%)' },
    { name: 'npsAnswer', kind: 'number', label: 'NPS answer' },
    { name: 'npsAnsweredDate', kind: 'date', label: 'NPS answered' },
    {
      name: 'csmSentiment',
      kind: 'enumeration',
      label: 'CSM sentiment',
      options: [
        { value: 'good', label: 'Good' },
        { value: 'fair', label: 'Fair' },
        { value: 'poor', label: 'Poor' },
      ],
    },
    {
      name: 'lastRenewal',
      kind: 'enumeration',
      label: 'Last renewal',
      options: [
        { value: 'renewed', label: 'Renewed' },
        { value: 'churned', label: 'Churned' },
      ],
    },
    { name: 'lastRenewalDate', kind: 'date', label: 'Last renewal decided' },
  ],
}

/** What the sample needs of object types. */
export const sampleExtensions: readonly ObjectTypeExtension[] = [{ name: 'service', active: true }, signalProperties]
