import { defineTexts } from '@tenure/core/page'

/** The Tasks tab in German. */
export const german = defineTexts({
  id: 'tenure.tasks/german',
  language: 'de',
  texts: {
    'Tasks by state': 'Aufgaben nach Status',
    'How many tasks are not started, in progress, waiting, deferred and completed':
      'Wie viele Aufgaben nicht begonnen, in Arbeit, wartend, aufgeschoben und erledigt sind',
    Tasks: 'Aufgaben',
    Overdue: 'Überfällig',
    'Your open tasks whose due time has passed': 'Ihre offenen Aufgaben, deren Termin verstrichen ist',
    'Due today': 'Heute fällig',
    'Your open tasks that are due today': 'Ihre offenen Aufgaben, die heute fällig sind',
    'Due tomorrow': 'Morgen fällig',
    'Your open tasks that are due tomorrow': 'Ihre offenen Aufgaben, die morgen fällig sind',
    'All open': 'Alle offenen',
    'Your tasks that are not done': 'Ihre Aufgaben, die nicht erledigt sind',
    'All completed': 'Alle erledigten',
    'Your tasks that are done, the last one first': 'Ihre erledigten Aufgaben, die letzte zuerst',
    Customer: 'Kunde',
    Health: 'Gesundheit',
    Due: 'Fällig',
    Assignee: 'Zugewiesen an',
    Queue: 'Warteschlange',
    'New task': 'Neue Aufgabe',
    Complete: 'Erledigen',
    'Next tasks': 'Folgeaufgaben',
    'Makes the next task when a repeating one is completed.': 'Legt die nächste Aufgabe an, wenn eine wiederkehrende erledigt wird.',
    Reminders: 'Erinnerungen',
    'Reminds the assignee of an open task when the time of its reminder has come.':
      'Erinnert die zuständige Person an eine offene Aufgabe, wenn die Zeit der Erinnerung gekommen ist.',
  },
})
