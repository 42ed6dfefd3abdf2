import { defineTexts } from '@tenure/core/page'

/** The schedule of today in German. */
export const todayGerman = defineTexts({
  id: 'tenure.schedule/today-german',
  language: 'de',
  texts: {
    Today: 'Heute',
    '{zone} time': 'Zeit in {zone}',
    Week: 'Woche',
    'Nothing today': 'Heute nichts',
    'No meeting and no task of yours is in today’s schedule.':
      'Im Kalender von heute steht weder eine Besprechung noch eine Aufgabe von Ihnen.',
    '{from} to {to}': '{from} bis {to}',
    '{count} more': '{count} weitere',
  },
})
