import { defineTexts } from '@tenure/core/page'

/** What is said of calendars, in German. */
export const calendarsGerman = defineTexts({
  id: 'tenure.calendars/german',
  language: 'de',
  texts: {
    'Your schedule as a calendar': 'Ihre Termine als Kalender',
    'Calendar feed': 'Kalender-Feed',
    'Your meetings and open tasks, for the calendar of your telephone or another program: titles, times, places, join links and customers, never notes.':
      'Ihre Besprechungen und offenen Aufgaben, für den Kalender Ihres Telefons oder eines anderen Programms: Titel, Zeiten, Orte, Links zum Beitreten und Kunden, nie Notizen.',
  },
})
