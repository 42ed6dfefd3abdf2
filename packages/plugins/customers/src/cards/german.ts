import { defineTexts } from '@tenure/core/page'

/** The cards of Summary in German. */
export const cardsGerman = defineTexts({
  id: 'tenure.customers/cards-german',
  language: 'de',
  texts: {
    'Customer views': 'Kundenansichten',
    'No number': 'Keine Anzahl',
    'It needs configuration, or you may not see what it filters by.':
      'Sie muss eingerichtet werden, oder Sie dürfen nicht sehen, wonach sie filtert.',
    'No customer views here': 'Hier sind keine Kundenansichten',
    'Default views of the Customers tab are shown here as cards.': 'Standardansichten des Tabs Kunden stehen hier als Karten.',
    'Ask an administrator to choose some.': 'Bitten Sie jemanden aus der Administration, welche auszuwählen.',
    'Choose cards': 'Karten auswählen',
    'Cards of Summary': 'Karten der Übersicht',
    'Everyone in this workspace sees them, in this order. They are the default views of the Customers tab.':
      'Alle in diesem Arbeitsbereich sehen sie in dieser Reihenfolge. Es sind die Standardansichten des Tabs Kunden.',
    'Move up: {title}': 'Nach oben: {title}',
    'Move down: {title}': 'Nach unten: {title}',
    'Take off: {title}': 'Entfernen: {title}',
    'Add a view': 'Ansicht hinzufügen',
    'Every shared view is a card already. Save a view of the Customers tab for everyone first.':
      'Jede geteilte Ansicht ist schon eine Karte. Speichern Sie zuerst eine Ansicht des Tabs Kunden für alle.',
    Description: 'Beschreibung',
    'What is in this view? It stands on the card.': 'Was enthält diese Ansicht? Es steht auf der Karte.',
    'Write what is in the view.': 'Schreiben Sie, was die Ansicht enthält.',
    Add: 'Hinzufügen',
    Cancel: 'Abbrechen',
    Added: 'Hinzugefügt',
    Moved: 'Verschoben',
    'Taken off': 'Entfernt',
    'The cards were not changed': 'Die Karten wurden nicht geändert',
  },
})
