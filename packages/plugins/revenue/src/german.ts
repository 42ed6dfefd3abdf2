import { defineTexts } from '@tenure/core/page'

/** The Revenue tab in German. */
export const german = defineTexts({
  id: 'tenure.revenue/german',
  language: 'de',
  texts: {
    'Revenue by stage': 'Umsatz nach Phase',
    'The amounts of deals and renewals in each stage': 'Die Beträge der Geschäfte und Verlängerungen in jeder Phase',
    'Churned and retained revenue': 'Verlorener und gehaltener Umsatz',
    'Recurring revenue of the last twelve whole months, from the opening to what was kept':
      'Wiederkehrender Umsatz der letzten zwölf ganzen Monate, vom Anfang bis zu dem, was blieb',
    Revenue: 'Umsatz',
    'All revenue': 'Gesamter Umsatz',
    'Every record of the pipelines that you may see': 'Alle Einträge der Pipelines, die Sie sehen dürfen',
    'My revenue': 'Mein Umsatz',
    'Records whose CSM you are': 'Einträge, deren CSM Sie sind',
    'Due in 90 days': 'Fällig in 90 Tagen',
    'Records whose renewal date is in the next 90 days': 'Einträge, die sich in den nächsten 90 Tagen verlängern',
    Customer: 'Kunde',
    Deals: 'Geschäfte',
    'New deal': 'Neues Geschäft',
    Owner: 'Zuständig',
    'Create date': 'Angelegt am',
    'Last activity date': 'Letzte Aktivität',
    'Which pipelines are shown, who looks after a record, and what retention is worked out from.':
      'Welche Pipelines gezeigt werden, wer einen Eintrag betreut und woraus sich die Bindung errechnet.',
    'Show the tab': 'Bereich zeigen',
    'Shown first': 'Zuerst gezeigt',
    'CSM property': 'Eigenschaft für den CSM',
    Pipelines: 'Pipelines',
    'Default pipeline': 'Pipeline am Anfang',
    'Default layout': 'Darstellung am Anfang',
    Board: 'Board',
    Table: 'Tabelle',
    Amount: 'Betrag',
    'Renewal date property': 'Eigenschaft für die Verlängerung',
    'Start date property': 'Eigenschaft für den Beginn',
    'End date property': 'Eigenschaft für das Ende',
    'Term in months': 'Laufzeit in Monaten',
    Recurring: 'Wiederkehrend',
    'Renewal chain': 'Verlängerungskette',
    Renewals: 'Verlängerungen',
    'Creates the renewal of each agreement that is won and recurs, some time before its next term starts.':
      'Legt die Verlängerung jeder gewonnenen, wiederkehrenden Vereinbarung an, einige Zeit bevor ihre nächste Laufzeit beginnt.',
    'Renewals that are created by themselves, from agreements that are won, recur and have a date to renew.':
      'Verlängerungen, die von selbst angelegt werden: aus Vereinbarungen, die gewonnen sind, wiederkehren und ein Verlängerungsdatum haben.',
    'Pipeline of renewals': 'Pipeline der Verlängerungen',
    'Property for the term number': 'Eigenschaft für die Nummer der Laufzeit',
    'Days ahead': 'Tage im Voraus',
    'Uplift in per cent': 'Erhöhung in Prozent',
    'Days of notice': 'Kündigungsfrist in Tagen',
    'A renewal begins in its first stage. Without one none is created for records of this type.':
      'Eine Verlängerung beginnt in ihrer ersten Phase. Ohne Pipeline wird für Einträge dieses Typs keine angelegt.',
    'A number: which term of its chain a record is. The first agreement is 0, its first renewal 1.':
      'Eine Zahl: die wievielte Laufzeit ihrer Kette ein Eintrag ist. Die erste Vereinbarung ist 0, ihre erste Verlängerung 1.',
    'So long before the next term starts, its renewal is there.':
      'So lange vor dem Beginn der nächsten Laufzeit liegt ihre Verlängerung vor.',
    'What the amount rises by from one term to the next; it compounds on what was won.':
      'Um so viel steigt der Betrag von einer Laufzeit zur nächsten, gerechnet von dem, was gewonnen wurde.',
    'A renewal is to be closed on the last day on which notice is in time.':
      'Eine Verlängerung ist an dem Tag abzuschließen, an dem noch gekündigt werden kann.',
    'Of two object types the one that the tab opens with. Without one it is the first of the object roles.':
      'Von zwei Objekttypen der, mit dem der Bereich aufgeht. Ohne Angabe ist es der erste der Objektrollen.',
    'A record is in the portfolio of the user that this property names.':
      'Ein Eintrag gehört zum Portfolio des Benutzers, den diese Eigenschaft nennt.',
    'Records of other pipelines are not in the tab.': 'Einträge anderer Pipelines stehen nicht in diesem Bereich.',
    'The tab opens with it, unless a view has its own. Without one it is the board.':
      'Damit geht der Bereich auf, sofern eine Ansicht keine eigene hat. Ohne Angabe ist es das Board.',
    'What a record is worth for one term.': 'Was ein Eintrag in einer Laufzeit wert ist.',
    'A number: how long one term is. Without it an amount counts for 12 months.':
      'Eine Zahl: wie lang eine Laufzeit ist. Ohne sie gilt ein Betrag für 12 Monate.',
    'Yes or no: only what recurs counts for retention. Without it everything does.':
      'Ja oder nein: Für die Bindung zählt nur, was wiederkehrt. Ohne Angabe zählt alles.',
    'Records with the same text are terms of one agreement.': 'Einträge mit demselben Text sind Laufzeiten einer Vereinbarung.',
  },
})
