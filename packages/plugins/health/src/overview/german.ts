import { defineTexts } from '@tenure/core/page'

/** Health on Summary in German. */
export const overviewGerman = defineTexts({
  id: 'tenure.health/overview-german',
  language: 'de',
  texts: {
    Health: 'Gesundheit',
    'Health score': 'Gesundheitswert',
    average: 'Durchschnitt',
    'No health scores yet': 'Noch keine Gesundheitswerte',
    'Customers whose CSM you are get a score once a profile is active.':
      'Kunden, deren CSM Sie sind, erhalten einen Wert, sobald ein Profil aktiv ist.',
    'Share per status': 'Anteil je Status',
    Distribution: 'Verteilung',
    '1 customer': '1 Kunde',
    '{n} customers': '{n} Kunden',
    'Customers by score, in steps of ten; most have {from} to {to}':
      'Kunden nach Punktzahl in Zehnerschritten; die meisten haben {from} bis {to}',
    '{from} to {to}: {n}': '{from} bis {to}: {n}',
    'Average over 12 weeks': 'Durchschnitt über 12 Wochen',
    'Average score over 12 weeks, from {from} to {to}': 'Durchschnittliche Punktzahl über 12 Wochen, von {from} auf {to}',
    'no history yet': 'noch kein Verlauf',
    '{n} more than 12 weeks ago': '{n} mehr als vor 12 Wochen',
    '{n} less than 12 weeks ago': '{n} weniger als vor 12 Wochen',
    'the same as 12 weeks ago': 'wie vor 12 Wochen',
    Score: 'Punktzahl',
    Customers: 'Kunden',
    Week: 'Woche',
    Average: 'Durchschnitt',
  },
})
