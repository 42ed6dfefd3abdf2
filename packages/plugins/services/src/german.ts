import { defineTexts } from '@tenure/core/page'

/** The Services tab in German. */
export const german = defineTexts({
  id: 'tenure.services/german',
  language: 'de',
  texts: {
    Services: 'Leistungen',
    'All services': 'Alle Leistungen',
    'Every service that you may see': 'Alle Leistungen, die Sie sehen dürfen',
    'My services': 'Meine Leistungen',
    'Services whose CSM you are': 'Leistungen, deren CSM Sie sind',
    'Renewing in 90 days': 'Verlängerung in 90 Tagen',
    'Services whose renewal date is in the next 90 days': 'Leistungen, die sich in den nächsten 90 Tagen verlängern',
    Customer: 'Kunde',
    Health: 'Gesundheit',
    'New service': 'Neue Leistung',
    Owner: 'Zuständig',
    Name: 'Name',
    'Create date': 'Angelegt am',
    'Which pipelines are shown, who looks after a service, and when it renews.':
      'Welche Pipelines gezeigt werden, wer eine Leistung betreut und wann sie verlängert.',
    'Show the tab': 'Bereich zeigen',
    'CSM property': 'Eigenschaft für den CSM',
    'Renewal date property': 'Eigenschaft für die Verlängerung',
    Pipelines: 'Pipelines',
    'Default pipeline': 'Pipeline am Anfang',
    'Default layout': 'Darstellung am Anfang',
    Board: 'Board',
    Table: 'Tabelle',
    'A service is in the portfolio of the user that this property names.':
      'Eine Leistung gehört zum Portfolio des Benutzers, den diese Eigenschaft nennt.',
    'Services of other pipelines are not in the tab.': 'Leistungen anderer Pipelines stehen nicht in diesem Bereich.',
  },
})
