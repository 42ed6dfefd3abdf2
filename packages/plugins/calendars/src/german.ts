import { defineTexts } from '@tenure/core/page'

/** What is said of calendars, in German. */
export const calendarsGerman = defineTexts({
  id: 'tenure.calendars/german',
  language: 'de',
  texts: {
    'Your schedule as a calendar': 'Ihre Termine als Kalender',
    ...{
      Calendars: 'Andere Kalender',
      Name: 'Name',
      State: 'Stand',
      Problem: 'Problem',
      Failures: 'Fehlversuche',
      Meetings: 'Besprechungen',
    },
    ...{ Waiting: 'Wartet', Working: 'Läuft', Failing: 'Scheitert', Kept: 'Aufbewahrt unter', Etag: 'Stand beim Anbieter' },
    ...{ 'Asked at': 'Verlangt am', 'Changed at': 'Geändert am', 'Checked at': 'Abgerufen am', 'Next at': 'Nächster Versuch' },
    ...{ 'Failing since': 'Scheitert seit', Unread: 'Nicht lesbar', 'Unread why': 'Warum nicht lesbar' },
    'Your calendars': 'Ihre Kalender',
    'Calendar subscription': 'Kalenderabonnement',
    'Calendar subscriptions': 'Kalenderabonnements',
    'Key in its calendar': 'Schlüssel in seinem Kalender',
    'Subscribe to a calendar': 'Einen Kalender abonnieren',
    'Refresh a calendar': 'Einen Kalender aktualisieren',
    'Unsubscribe from a calendar': 'Einen Kalender abbestellen',
    'Show the address of a calendar': 'Die Adresse eines Kalenders zeigen',
    'Fetches the calendars that people subscribe to, each hour, and takes in what changed.':
      'Ruft jede Stunde die abonnierten Kalender ab und übernimmt, was sich geändert hat.',
    'New calendars': 'Neue Kalender',
    'Fetches a calendar when somebody subscribes to it, or asks for it.':
      'Ruft einen Kalender ab, wenn jemand ihn abonniert oder es verlangt.',
    'Calendars that are given up': 'Abbestellte Kalender',
    'Archives the meetings of a calendar when its user no longer subscribes to it.':
      'Archiviert die Besprechungen eines Kalenders, wenn sein Benutzer ihn abbestellt.',
    'You do not subscribe to this calendar. You may have given it up.':
      'Diesen Kalender haben Sie nicht abonniert. Vielleicht haben Sie ihn abbestellt.',
    'Calendar feed': 'Kalender-Feed',
    'Your meetings and open tasks, for the calendar of your telephone or another program: titles, times, places, join links and customers, never notes.':
      'Ihre Besprechungen und offenen Aufgaben, für den Kalender Ihres Telefons oder eines anderen Programms: Titel, Zeiten, Orte, Links zum Beitreten und Kunden, nie Notizen.',
  },
})
