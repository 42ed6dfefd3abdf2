import { defineTexts } from '@tenure/core/page'
import { importTexts } from '../imports/german.js'

/** The tab of the first start in German, with the texts of the import that it shows. */
export const firstStartGerman = defineTexts({
  id: 'tenure.first-start/german',
  language: 'de',
  texts: {
    ...importTexts,
    'Set up': 'Einrichten',
    'Set up this workspace': 'Diesen Arbeitsbereich einrichten',
    '{done} of {all}': '{done} von {all}',
    'Goes away by itself when all is done.': 'Verschwindet von selbst, wenn alles erledigt ist.',
    Hide: 'Ausblenden',
    'Account made': 'Konto angelegt',
    'You are the super admin': 'Sie sind Super-Admin',
    Customers: 'Kunden',
    '1 customer': '1 Kunde',
    '{count} customers': '{count} Kunden',
    'CSV file or sample data': 'CSV-Datei oder Beispieldaten',
    'Users and teams': 'Benutzer und Teams',
    '{count} users': '{count} Benutzer',
    'Only you so far': 'Bisher nur Sie',
    'CSM of each customer': 'CSM je Kunde',
    '1 customer has one': '1 Kunde hat einen',
    '{count} customers have one': '{count} Kunden haben einen',
    'Nobody looks after a customer yet': 'Noch betreut niemand einen Kunden',
    'Hide the set-up': 'Einrichtung ausblenden',
  },
})
