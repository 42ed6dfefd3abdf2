import type { Words } from '../en/index.js'

/** Texte von Feldern: was an einer Eingabe falsch ist, und was ein Feld neben seinem Text hat. */
export const field: Words['field'] = {
  optional: 'Optional',
  yes: 'Ja',
  no: 'Nein',
  none: 'Keine Angabe',
  chooseOne: 'Bitte auswählen',
  currency: 'Währung',
  calendar: 'Kalender öffnen',
  previousMonth: 'Voriger Monat',
  nextMonth: 'Nächster Monat',
  longTextKeys: 'Strg + Eingabe speichert',
  onePerLine: 'Eine Angabe pro Zeile. Strg + Eingabe speichert.',
  severalKeys: 'Eingabe wählt einen Eintrag aus, nochmals Eingabe speichert.',
  remove: (label) => `${label} entfernen`,
  options: (label) => `Auswahl für ${label}`,
  noOption: 'Kein Treffer',
  notLoaded:
    'Das Eingabefeld konnte nicht geladen werden. Ihr Text bleibt erhalten: Prüfen Sie die Verbindung und drücken Sie die Eingabetaste, um es erneut zu versuchen.',
  someWrong: 'Einige Felder müssen geändert werden.',
  saved: 'Gespeichert',
  saving: 'Wird gespeichert',
  formNotLoaded: 'Das Formular konnte nicht gesendet werden. Nichts ist verloren: Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  fault: {
    required: 'Hier wird ein Wert gebraucht.',
    number: (example) => `Eine Zahl, zum Beispiel ${example}.`,
    integer: 'Eine ganze Zahl.',
    digits: 'Diese Zahl hat mehr Stellen, als gespeichert werden können. Kürzen Sie sie auf 15 Stellen.',
    money: (example) => `Ein Betrag, zum Beispiel ${example}.`,
    currency: 'Nennen Sie die Währung, zum Beispiel 1.200 EUR.',
    day: (example) => `Ein Tag, zum Beispiel ${example}.`,
    moment: (example) => `Ein Tag mit Uhrzeit, zum Beispiel ${example}.`,
    json: 'Das ist kein gültiges JSON. Suchen Sie nach einem fehlenden Anführungszeichen, Komma oder einer Klammer.',
    choice: 'Wählen Sie einen der Einträge aus.',
    choices: 'Wählen Sie aus den Einträgen aus.',
  },
}
