import { defineTexts } from '@tenure/core/page'

/** The Schedule tab in German. */
export const german = defineTexts({
  id: 'tenure.schedule/german',
  language: 'de',
  texts: {
    Schedule: 'Kalender',
    'New meeting': 'Neue Besprechung',
    'Customer meetings': 'Mit Kunden',
    Internal: 'Intern',
    Move: 'Verschieben',
    'Linked records': 'Verknüpfte Datensätze',
    'When a meeting can be started, on which day weeks begin, and what is shown.':
      'Ab wann eine Besprechung gestartet werden kann, an welchem Tag Wochen beginnen und was gezeigt wird.',
    'Minutes before the start': 'Minuten vor Beginn',
    'First day of the week': 'Erster Tag der Woche',
    Shown: 'Gezeigt',
    'From so many minutes before its start until its end, a meeting with a join link offers Start meeting.':
      'So viele Minuten vor Beginn bis zum Ende bietet eine Besprechung mit Link an, sie zu starten.',
    'As the language of the user has it': 'Wie in der Sprache des Benutzers',
    Monday: 'Montag',
    Sunday: 'Sonntag',
    Saturday: 'Samstag',
    'Meetings and tasks': 'Besprechungen und Aufgaben',
    Meetings: 'Besprechungen',
    Tasks: 'Aufgaben',
    'You may not change when it is. An administrator can change that.':
      'Sie dürfen den Zeitpunkt nicht ändern. Das kann jemand aus der Administration ändern.',
    'It follows a calendar that you subscribe to. Change it there.':
      'Sie folgt einem Kalender, den Sie abonniert haben. Ändern Sie sie dort.',
    'It does not repeat. Move this one time.': 'Sie wiederholt sich nicht. Verschieben Sie diesen einen Termin.',
    'Its rule says on which days of the month or year it takes place. Change the rule, or move this one time.':
      'Die Regel sagt, an welchen Tagen des Monats oder Jahres sie stattfindet. Ändern Sie die Regel, oder verschieben Sie diesen einen Termin.',
    'Its rule says at which times of the day it takes place. Change the rule, or move this one time.':
      'Die Regel sagt, zu welchen Uhrzeiten sie stattfindet. Ändern Sie die Regel, oder verschieben Sie diesen einen Termin.',
    'This time was added beside the rule. Move this one time.': 'Dieser Termin kam zur Regel hinzu. Verschieben Sie diesen einen Termin.',
    'More than 500 times have left this series. Move this one time.':
      'Mehr als 500 Termine haben diese Serie verlassen. Verschieben Sie diesen einen Termin.',
    'A task is due at a time. Drop it on one.': 'Eine Aufgabe ist zu einer Uhrzeit fällig. Legen Sie sie auf einer ab.',
    'All of them keep to whole days, or to times. Move this one.':
      'Alle bleiben bei ganzen Tagen oder bei Uhrzeiten. Verschieben Sie diesen einen Termin.',
    'Somebody else moved it meanwhile. Look where it is now.':
      'Jemand anderes hat sie inzwischen verschoben. Sehen Sie nach, wo sie jetzt ist.',
  },
})
