import type { OverviewWords } from '../en/overview.js'

/** Texte der Übersicht eines Arbeitsbereichs. */
export const overview: OverviewWords = {
  nothing: 'Hier ist nichts installiert',
  nothingWhy: 'Kein Plugin dieses Arbeitsbereichs trägt etwas zu diesem Tab bei.',
  viewAs: (name) => `Ansicht als: ${name}`,
  me: 'ich selbst',
  viewAsWho: 'Diesen Tab ansehen als',
  viewAsWhy:
    'Sie sehen, was diese Person hier sähe, ohne das, was Sie selbst nicht sehen dürfen. Ändern lässt sich nichts, und das Protokoll nennt Sie beide.',
  choose: 'Person wählen',
  watching: (name) => `Sie sehen diesen Tab als ${name}. Hier lässt sich nichts ändern.`,
  stop: 'Beenden',
}
