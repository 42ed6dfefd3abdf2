import { defineTexts } from '@tenure/core/page'

/** The Customers tab in German. */
export const german = defineTexts({
  id: 'tenure.customers/german',
  language: 'de',
  texts: {
    Customers: 'Kunden',
    'Owned by me': 'Meine Kunden',
    'Customers whose CSM you are': 'Kunden, deren CSM Sie sind',
    'Assigned in the last {n} days': 'In den letzten {n} Tagen zugewiesen',
    'Customers that were assigned to you lately': 'Kunden, die Ihnen kürzlich zugewiesen wurden',
    'All customers': 'Alle Kunden',
    Health: 'Gesundheit',
    'New customer': 'Neuer Kunde',
    'Every customer that you may see': 'Alle Kunden, die Sie sehen dürfen',
    'Create date': 'Angelegt am',
    'Last activity date': 'Letzte Aktivität',
    'Who looks after a customer, and when it renews.': 'Wer einen Kunden betreut und wann er verlängert.',
    'CSM property': 'Eigenschaft für den CSM',
    'Renewal date property': 'Eigenschaft für die Verlängerung',
    'A customer is in the portfolio of the user that this property names.':
      'Ein Kunde gehört zum Portfolio des Benutzers, den diese Eigenschaft nennt.',
    'Without one, renewals are in no list.': 'Ohne sie steht eine Verlängerung in keiner Liste.',
    '{n} customer has a CSM, before {n}.': '{n} Kunde hat einen CSM, vorher {n}.',
    '{n} customers have a CSM, before {n}.': '{n} Kunden haben einen CSM, vorher {n}.',
    'Renewals in the next 90 days': 'Verlängerungen in den nächsten 90 Tagen',
    'What renews in the next 90 days, by month and health': 'Was sich in den nächsten 90 Tagen verlängert, nach Monat und Gesundheit',
    'Customers by health': 'Kunden nach Gesundheit',
    'How many customers are at risk, neutral and healthy': 'Wie viele Kunden gefährdet, neutral und gesund sind',
    'Customers without contact for 30 days': 'Kunden seit 30 Tagen ohne Kontakt',
    'Customers with no activity in the last 30 days, or ever, by owner':
      'Kunden, bei denen in den letzten 30 Tagen oder noch nie etwas geschehen ist, nach Zuständigen',
  },
})
