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
  local: 'Lokal',
  localLong: 'Lokal angemeldet',
  changeUser: 'Lokal angemeldet, ohne Passwörter: Benutzer wechseln',
  changeTip: 'Lokale Anmeldung: Wer an diesem Rechner sitzt, kann sich als jede Person anmelden',
  actAs: 'Nur zur lokalen Nutzung, ohne Passwörter. Anmelden als:',
}
