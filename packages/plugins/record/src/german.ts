import { defineTexts } from '@tenure/core/page'

/** The actions of any record in German. */
export const german = defineTexts({
  id: 'tenure.record/german',
  language: 'de',
  texts: {
    'Create record': 'Datensatz anlegen',
    'Update record': 'Datensatz ändern',
    'Update records': 'Datensätze ändern',
    'Archive record': 'Datensatz archivieren',
    'Restore record': 'Datensatz wiederherstellen',
    'Merge records': 'Datensätze zusammenführen',
    'Associate records': 'Datensätze verknüpfen',
    'Unassociate records': 'Verknüpfung lösen',
    Changes: 'Änderungen',
  },
})
