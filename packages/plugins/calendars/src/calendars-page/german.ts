import { defineTexts } from '@tenure/core/page'

/** Texts of the page of calendars in German. */
export const pagesGerman = defineTexts({
  id: 'tenure.calendar-pages/german',
  language: 'de',
  texts: {
    Calendars: 'Kalender',
    'Your schedule in other programs': 'Ihre Termine in anderen Programmen',
    'A link that gives your meetings and open tasks to your telephone or another program.':
      'Ein Link, der Ihre Besprechungen und offenen Aufgaben Ihrem Telefon oder einem anderen Programm gibt.',
    'Your links': 'Ihre Links',
    'No program reads it yet.': 'Noch liest sie kein anderes Programm.',
    '{n} links open it.': 'Links, die sie öffnen: {n}.',
    'Bring a calendar in': 'Einen Kalender hereinholen',
    'An iCalendar file (.ics) of Outlook, Google, Apple or another program. Nothing is stored before you say so.':
      'Eine iCalendar-Datei (.ics) aus Outlook, Google, Apple oder einem anderen Programm. Gespeichert wird erst, wenn Sie es sagen.',
    'Reading the calendar': 'Der Kalender wird gelesen',
    Close: 'Schließen',
    Cancel: 'Abbrechen',
    'Import {n} meetings': '{n} Besprechungen importieren',
    'The file could not be read. Choose it again.': 'Die Datei ließ sich nicht lesen. Wählen Sie sie noch einmal.',
    'The file has more than 1 MB. Export a shorter span of time, or subscribe to the calendar.':
      'Die Datei hat mehr als 1 MB. Exportieren Sie einen kürzeren Zeitraum, oder abonnieren Sie den Kalender.',
    'The calendar is in': 'Der Kalender ist importiert',
    'Choose a file': 'Datei wählen',
    'Choose another file': 'Andere Datei wählen',
    'Calendar file': 'Kalenderdatei',
    '{n} new': '{n} neu',
    '{n} added': '{n} hinzugefügt',
    '{n} changed': '{n} geändert',
    '{n} unchanged': '{n} unverändert',
    '{n} cancelled': '{n} abgesagt',
    '{n} values kept, as a person set them': '{n} Werte bleiben, wie jemand sie gesetzt hat',
    '{n} left out, as they came from here': '{n} ausgelassen, da sie von hier stammen',
    '{n} not readable': '{n} nicht lesbar',
    New: 'Neu',
    Changed: 'Geändert',
    Unchanged: 'Unverändert',
    Repeats: 'Wiederholt sich',
    Cancelled: 'Abgesagt',
    'Without a title': 'Ohne Titel',
    'Not readable': 'Nicht lesbar',
    'Line {line}': 'Zeile {line}',
    'This is no calendar: it has no BEGIN:VCALENDAR.': 'Das ist kein Kalender: Es fehlt BEGIN:VCALENDAR.',
  },
})
