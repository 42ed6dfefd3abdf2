import type { Words } from '../en/index.js'

/** Words in values. */
export const format: Words['format'] = {
  today: 'Heute',
  yesterday: 'Gestern',
  days: (count) => `${count} T.`,
  hours: (count) => `${count} Std.`,
  minutes: (count) => `${count} Min.`,
  daysAgo: (count) => `vor ${count} T.`,
  inDays: (count) => `in ${count} T.`,
  yes: 'Ja',
  no: 'Nein',
  unknownUser: 'Unbekannter Benutzer',
  health: { risk: 'Gefährdet', neutral: 'Neutral', healthy: 'Gesund', none: 'Nicht bewertet' },
}
