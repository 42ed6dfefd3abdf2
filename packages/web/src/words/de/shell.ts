import type { Words } from '../en/index.js'

/** Texts of the frame of the page. */
export const shell: Words['shell'] = {
  skip: 'Zum Inhalt springen',
  noTab: 'Es ist kein Reiter installiert',
  noTabWhy: 'Dieser Arbeitsbereich hat kein Plugin mit einem Reiter, oder keines, das Sie sehen dürfen.',
  unknownTab: 'Diesen Reiter gibt es nicht',
  unknownTabWhy: 'Die Adresse nennt einen Reiter, der hier nicht installiert ist oder den Sie nicht sehen dürfen.',
  blocksOf: (title) => `Blöcke von ${title}`,
  openTab: (title) => `${title} öffnen`,
  workspace: 'Arbeitsbereich',
  workspacePhone: 'Arbeitsbereich, Telefon',
  tabFailed: 'Dieser Reiter ist ausgefallen',
  failed: 'ausgefallen',
  more: 'Mehr',
  moreTabs: 'Mehr Reiter',
  lastUpdate: (time) => `zuletzt ${time}`,
  reconnecting: 'Wird neu verbunden',
  previewWidth: 'Breite der Vorschau',
}
