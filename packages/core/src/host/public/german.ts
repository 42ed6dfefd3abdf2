import { fetchRefusals } from '../../contract/outside/fetcher.js'
import { defineTexts } from '../../contract/page/texts-contract.js'

const refusals: Readonly<Record<keyof typeof fetchRefusals, string>> = {
  'no-server': 'Dieser Arbeitsbereich läuft ohne einen Server, der etwas abruft.',
  address: 'Das ist keine Webadresse. Erwartet wird eine wie https://calendar.example/team.ics.',
  scheme: 'Nur Adressen, die mit http oder https beginnen, werden abgerufen.',
  credentials: 'Eine Adresse, die einen Benutzernamen oder ein Passwort enthält, wird nicht abgerufen. Lassen Sie diesen Teil weg.',
  port: 'Von diesem Port wird nichts abgerufen. Möglich sind 80, 443 und alle ab 1024.',
  private: 'Diese Adresse führt in ein privates Netz oder zum Server selbst und wird nicht abgerufen.',
  'unknown-name': 'Einen Server mit diesem Namen gibt es nicht. Prüfen Sie die Adresse auf Tippfehler.',
  redirects: 'Die Adresse leitet zu oft weiter.',
  unreachable: 'Der Server dieser Adresse antwortet nicht.',
  insecure: 'Der Server dieser Adresse kann nicht belegen, dass er der genannte ist: Seinem Zertifikat wird nicht vertraut.',
  status: 'Der Server dieser Adresse gibt nichts heraus. Vielleicht hat sich die Adresse geändert.',
  gone: 'Unter dieser Adresse gibt es nichts. Vielleicht wurde es zurückgezogen.',
  signed: 'Der Server dieser Adresse verlangt eine Anmeldung. Abgerufen werden nur Adressen, die sich ohne Anmeldung öffnen lassen.',
  encoding: 'Der Server dieser Adresse antwortet auf eine Weise, die nicht verstanden wird.',
  'too-large': 'Was unter dieser Adresse liegt, ist zu groß.',
  'too-slow': 'Der Server dieser Adresse braucht zu lange für eine Antwort.',
  'too-often': 'Gerade wird zu viel abgerufen. Später wird es noch einmal versucht.',
}

/** What is said of addresses that are fetched and of links that open without signing in, in German. */
export const outsideGerman = defineTexts({
  id: 'tenure.core/outside-german',
  language: 'de',
  texts: {
    ...Object.fromEntries(Object.entries(fetchRefusals).map(([why, message]) => [message, refusals[why as keyof typeof refusals]])),
    ...{ 'Public link': 'Öffentlicher Link', 'Public links': 'Öffentliche Links', 'Your public links': 'Ihre öffentlichen Links' },
    ...{ 'Create a public link': 'Einen öffentlichen Link anlegen', 'Withdraw a public link': 'Einen öffentlichen Link zurückziehen' },
    'This workspace has no key from which secrets of webhooks follow. Its operator can give it one.':
      'Dieser Arbeitsbereich hat keinen Schlüssel, aus dem sich Geheimnisse von Webhooks ergeben. Wer ihn betreibt, kann ihm einen geben.',
    'You have {n} links of this kind already. Withdraw one first.': 'Sie haben schon {n} Links dieser Art. Ziehen Sie zuerst einen zurück.',
    'You have no such link. It may be withdrawn already.': 'Einen solchen Link haben Sie nicht. Vielleicht ist er schon zurückgezogen.',
  },
})
