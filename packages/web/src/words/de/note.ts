import type { Words } from '../en/index.js'

/** Texte des Editors für Notizen. */
export const note: Words['note'] = {
  formatting: 'Formatierung',
  bold: 'Fett',
  italic: 'Kursiv',
  heading: 'Überschrift',
  bullets: 'Aufzählung',
  numbers: 'Nummerierte Liste',
  link: 'Link',
  address: 'Adresse des Links',
  badAddress: 'Ein Link führt zu einer Webseite, einem Postfach oder einer Telefonnummer, zum Beispiel https://example.com.',
}
