import { defineTexts } from '@tenure/core/page'

/** The tasks on Summary in German. */
export const dueGerman = defineTexts({
  id: 'tenure.tasks/due-german',
  language: 'de',
  texts: {
    'See all': 'Alle zeigen',
    'Complete {title}': '{title} erledigen',
    Completed: 'Erledigt',
    'The task was not completed': 'Die Aufgabe wurde nicht erledigt',
    'Nothing is due': 'Nichts ist fällig',
    'None of your open tasks is overdue, due today or due tomorrow.':
      'Keine Ihrer offenen Aufgaben ist überfällig, heute oder morgen fällig.',
    None: 'Keine',
    'and {n} more': 'und {n} weitere',
    'All tasks': 'Alle Aufgaben',
  },
})
