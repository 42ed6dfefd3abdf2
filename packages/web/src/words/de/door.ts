import type { Words } from '../en/index.js'

/** Texts of signing in. */
export const door: Words['door'] = {
  openWorkspace: 'Diesen Arbeitsbereich öffnen',
  signIn: 'Bei Tenure anmelden',
  switcher: 'Lokale Anmeldung ohne Passwörter: Wer an diesem Rechner sitzt, kann sich als jede Person anmelden.',
  firstAdmin:
    'Es gibt noch keine Benutzer. Der erste Start hat einen Code ausgegeben. Geben Sie ihn ein, um der erste Administrator zu werden.',
  code: 'Code',
  name: 'Ihr Name',
  open: 'Arbeitsbereich öffnen',
  with: (title) => `Mit ${title} anmelden`,
  refused: {
    unavailable: 'Der Anmeldedienst antwortet nicht. Versuchen Sie es gleich noch einmal.',
    declined: 'Der Anmeldedienst hat Sie nicht angemeldet.',
    expired: 'Diese Anmeldung hat zu lange gedauert oder wurde woanders begonnen. Beginnen Sie neu.',
    invalid: 'Die Antwort des Anmeldedienstes ist nicht vertrauenswürdig. Beginnen Sie neu, oder sagen Sie es der Administration.',
    unknown: 'Für Sie gibt es hier keinen aktiven Benutzer. Die Administration kann einen anlegen.',
  },
  localLong: 'Lokal angemeldet',
  changeUser: 'Lokal angemeldet, ohne Passwörter: Benutzer wechseln',
  changeTip: 'Lokale Anmeldung: Wer an diesem Rechner sitzt, kann sich als jede Person anmelden',
  actAs: 'Nur zur lokalen Nutzung, ohne Passwörter. Anmelden als:',
}
